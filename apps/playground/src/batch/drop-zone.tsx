import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Where a file is dropped or, with a click or the keyboard, chosen. The drop itself is the page's. */
export function DropZone({ onFile }: { readonly onFile: (file: File) => void }): JSX.Element {
  const [isOver, setIsOver] = useState(false);
  return (
    <label
      class={isOver ? 'drop drop-over' : 'drop'}
      onDragEnter={() => setIsOver(true)}
      onDragOver={() => setIsOver(true)}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => setIsOver(false)}
    >
      <input
        type="file"
        class="heard"
        accept=".csv,text/csv"
        aria-describedby="batch-hint"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = ''; // so that the same file, corrected, can be chosen again
          if (file !== undefined) onFile(file);
        }}
      />
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 16V4m0 0L7 9m5-5 5 5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4" />
      </svg>
      <span>
        <b>Drop a CSV file</b> or choose one
      </span>
      <span class="hint" id="batch-hint">
        The first line names the columns, in any order.
      </span>
    </label>
  );
}

import { printable } from '@lambda-forest/text';
import { options } from 'preact';
import type { VNode } from 'preact';

/** Elements whose lines and marks are to stay as they are. */
const AS_IT_IS: readonly unknown[] = ['code', 'pre', 'textarea'];

/**
 * Names, levels and classes are of unknown origin: from here on all text that an element shows is printable, wherever it
 * comes from. Otherwise a bidirectional mark in a name turns around what stands behind it.
 */
export function showPrintable(): void {
  options.vnode = (vnode: VNode) => {
    if (typeof vnode.type === 'string' && !AS_IT_IS.includes(vnode.type)) {
      const props = vnode.props as { children?: unknown };
      if (Array.isArray(props.children)) props.children = props.children.map(shown);
      else props.children = shown(props.children);
    }
  };
}

function shown(child: unknown): unknown {
  return typeof child === 'string' ? printable(child) : child;
}

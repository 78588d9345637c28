/** The entry of the page. Everything else is a component or a pure module. */
import { render } from 'preact';

import { App } from './app.tsx';
import { showPrintable } from './format/show-printable.ts';

showPrintable();
render(<App />, document.querySelector('#app')!);

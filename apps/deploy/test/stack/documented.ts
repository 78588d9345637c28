/** What docs/api.md promises of the service, for the stack to be compared with. */
import { readFileSync } from 'node:fs';

const API = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');

/** `POST /predict` and so on, sorted. `[...]` in the document stands for something that may be left out. */
export function documentedRoutes(): string[] {
  const rows = API.matchAll(/^\| ((?:`[A-Z]+ \/[^|]*`|`\.\.\.[^`]*`|, )+) +\|/gm);
  const routes = [...rows].flatMap(([, cell]) => {
    let previous = '';
    return [...cell!.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => {
      // `.../ready` replaces the last part of the route before it
      const route = code!.startsWith('.../')
        ? previous.replace(/[^/]+$/, code!.slice(4))
        : code!.replace('{v}', '{version}');
      previous = route;
      return withoutBrackets(route);
    });
  });
  if (routes.length === 0) throw new Error('Found no routes in docs/api.md, expected a table.');
  return routes.sort();
}

/** `a[b][c]` as `a`, `ab`, `ac` and `abc`. */
function withoutBrackets(route: string): string[] {
  const match = /\[([^\]]*)\]/.exec(route);
  if (match === null) return [route];
  return ['', match[1]!].flatMap((part) => withoutBrackets(route.replace(match[0], part)));
}

/** The names of the metrics; `Predictions_<class>` as `Predictions_`. */
export function documentedMetrics(): string[] {
  const [, table] = /\n\| metric +\|.*\n([\s\S]*?)\n\n/.exec(API) ?? [];
  const names = [...(table ?? '').matchAll(/`([A-Z][A-Za-z]+_?)(?:<\w+>)?`/g)].map(
    ([, name]) => name!,
  );
  if (names.length === 0) throw new Error('Found no metrics in docs/api.md, expected a table.');
  return names;
}

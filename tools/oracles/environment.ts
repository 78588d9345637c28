/** Installs the packages of the checks here once, before any of them; each says if there is no Python for it. */
import { findPython, install } from '../python/environment.ts';

if (findPython() !== undefined) install(import.meta.dirname);

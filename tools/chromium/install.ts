/** Installs Chromium where there is none; whoever needs it says if there is none still. */
import { findChromium, installChromium } from './chromium.ts';

if (findChromium() === undefined) installChromium();

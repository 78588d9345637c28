/** Codes of ASCII characters, which are the same in UTF-8 and in UTF-16. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const BLANK = 0x20;
export const QUOTE = 0x22;
export const PLUS = 0x2b;
export const MINUS = 0x2d;
export const ZERO = 0x30;
export const COLON = 0x3a;
export const CAPITAL_T = 0x54;
export const CAPITAL_Z = 0x5a;

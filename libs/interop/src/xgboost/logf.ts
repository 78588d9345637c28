/**
 * The logarithm that XGBoost's wheels for Linux compute: logf of glibc, which rounds some two in a hundred numbers to
 * the float32 beside the nearest one. Its method and constants are those of Arm's optimized routines, math/logf.c.
 *
 * Copyright (c) 2017-2018, Arm Limited. SPDX-License-Identifier: MIT
 */

/** Of each sixteenth of [0.7, 1.4): 1/c for a c in it, and the logarithm of c. */
const PIECES = [
  [1.398907162146528, -0.33569133332882284],
  [1.3403141896637998, -0.2929040563774074],
  [1.286432210124115, -0.2518726580937369],
  [1.2367150214269895, -0.21245868807117255],
  [1.1906977166711752, -0.17453945183745634],
  [1.1479821020556429, -0.1380057072319758],
  [1.1082251448272158, -0.10275976698545139],
  [1.0711297413057381, -0.06871392447020525],
  [1.036437278977283, -0.0357891387398228],
  [1, 0],
  [0.9492859795739057, 0.05204517742929496],
  [0.8951049428609004, 0.11081431298787942],
  [0.8476821620351103, 0.1652495223695143],
  [0.8050314851692001, 0.21687389031699977],
  [0.7664671008843108, 0.2659635028121397],
  [0.731428603316328, 0.3127556664073557],
] as const;

/** Of log(1 + r) - r: of r^4, r^3 and r^2. */
const [FOURTH, THIRD, SECOND] = [-0.25089342214237154, 0.333456765744066, -0.4999997485802103];

/** The bits of the float32 that the first piece starts at. */
const START = 0x3f330000;

const SMALLEST_NORMAL = 2 ** -126;

/** @param x a float32; others than normal positive ones have the logarithm of float64 */
export function logf(x: number): number {
  if (!(x >= SMALLEST_NORMAL) || x === Infinity) return Math.fround(Math.log(x));
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, x);
  const exponent = (bits.getInt32(0) - START) >> 23;
  const [inverse, logarithm] = PIECES[((bits.getInt32(0) - START) >> 19) & 15]!;
  const r = (x / 2 ** exponent) * inverse - 1;
  const first = logarithm + exponent * Math.LN2 + r;
  return Math.fround((FOURTH * r * r + (THIRD * r + SECOND)) * (r * r) + first);
}

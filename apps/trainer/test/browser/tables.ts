/** Tables made up for the reports that are looked at: the same each time. */

/** Houses with their price, a quantity: numbers, a category, a date and some missing values. */
export function houses(rows: number): string {
  const random = generator(7);
  const districts = ['Centre', 'Harbour', 'North', 'Hills', 'Old town'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const area = 35 + random() * 190;
    const rooms = Math.max(1, Math.round(area / 28 + random() * 2 - 1));
    const year = 1920 + Math.floor(random() * 104);
    const district = Math.floor(random() * districts.length);
    const sold = new Date(Date.UTC(2018, 0, 1) + Math.floor(random() * 2_400) * 86_400_000);
    const trend = (sold.getTime() - Date.UTC(2018, 0, 1)) / (2_400 * 86_400_000);
    const price =
      area *
      (1_700 + 420 * district + 6 * (year - 1920)) *
      (1 + 0.5 * trend) *
      (0.9 + 0.2 * random());
    return [
      area.toFixed(1),
      rooms,
      i % 23 === 5 ? '' : year,
      districts[district],
      random() < 0.4 ? 'yes' : 'no',
      sold.toISOString().slice(0, 10),
      Math.round(price / 100) * 100,
    ].join(',');
  });
  return ['area,rooms,year_built,district,garden,sold,price', ...lines].join('\n');
}

/** Customers who leave or stay, two classes of which one is rare. */
export function customers(rows: number): string {
  const random = generator(11);
  const plans = ['basic', 'plus', 'family', 'business'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const months = Math.floor(random() * 72);
    const calls = Math.floor(random() * random() * 14);
    const plan = Math.floor(random() * plans.length);
    const fee = 9 + plan * 11 + random() * 6;
    const leaning = 1.1 * calls - 0.09 * months + 0.05 * fee - 3.4 + (random() - 0.5) * 3;
    return [
      months,
      i % 31 === 3 ? 'NA' : calls,
      fee.toFixed(2),
      plans[plan],
      random() < 0.3 ? 'yes' : 'no',
      leaning > 0 ? 'leaves' : 'stays',
    ].join(',');
  });
  return ['months,support_calls,monthly_fee,plan,paperless,outcome', ...lines].join('\n');
}

/** Samples of one of a dozen kinds, with names as long as people give them. */
export function samples(rows: number): string {
  const random = generator(13);
  const features = Array.from(
    { length: 30 },
    (_, i) => `expression_of_the_regulated_gene_${i + 100}`,
  );
  const lines = Array.from({ length: rows }, (_, i) => {
    const kind = i % 12;
    const values = features.map((_, j) => (random() + (j % 12 === kind ? 1 : 0)).toFixed(3));
    return [...values, `a kind with a number of its own: ${kind}`].join(',');
  });
  return [[...features, 'kind'].join(','), ...lines].join('\n');
}

/** Texts that would run something if a page took them for more than texts, or turn what stands behind them around. */
export const CODE: readonly string[] = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></svg><svg onload=alert(1)>',
  '<!--${alert(1)}{{alert(1)}}-->',
  '[link](javascript:alert(1)) &lt;b&gt;',
  '\u202eright to left\u2066',
];

/** Columns, levels and classes of these names. */
export function hostile(rows: number): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: rows }, (_, i) => {
    const code = cell(CODE[i % CODE.length]!);
    return [...CODE.map((_code, k) => (i * (k + 3)) % 11), code, code].join();
  });
  return [[...CODE, 'level', 'class'].map(cell).join(), ...lines].join('\n');
}

/** Numbers from 0 to 1 by a seed: a linear congruence. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

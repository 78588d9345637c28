/**
 * Makes the synthetic tables of this folder from a seed:
 *
 *     npx node tools/bench/tables/make-made-tables.mjs
 *
 * They have the features of real tables besides numbers: categories, booleans, dates, missing values in several
 * spellings, identifiers, free text and a constant column. The relations are invented; no row is a person or a house.
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FOLDER = import.meta.dirname;
const DAY_MS = 86_400_000;

write('passengers', passengers(1309, 1));
write('sales', sales(2400, 2));

/** Like the passenger list of the Titanic: survival depends on sex, class, age and family, and much on chance. */
function passengers(rows, seed) {
  const random = mulberry(seed);
  const lines = [
    'passenger_id,ticket_class,name,sex,age,siblings_spouses,parents_children,ticket,fare,cabin,port,refundable,ship,survived',
  ];
  const titles = {
    male: ['Mr', 'Mr', 'Mr', 'Master', 'Dr'],
    female: ['Mrs', 'Miss', 'Miss', 'Dr'],
  };
  for (let row = 1; row <= rows; row++) {
    const klass = pick(random, [1, 1, 2, 3, 3, 3]);
    const sex = random() < 0.64 ? 'male' : 'female';
    const title = pick(random, titles[sex]);
    const age =
      title === 'Master'
        ? 1 + Math.floor(random() * 14)
        : 16 + Math.floor((random() + random()) * 29);
    const siblings = Math.floor(random() ** 4 * 6);
    const parents = Math.floor(random() ** 5 * 5);
    const fare = [0, 60, 20, 9][klass] * (0.5 + random() * random() * 4) * (1 + siblings / 2);
    const deck = klass === 1 || random() < 0.08 ? pick(random, ['A', 'B', 'C', 'D', 'E']) : '';
    const port = pick(random, [
      'Southampton',
      'Southampton',
      'Southampton',
      'Cherbourg',
      'Queenstown',
    ]);
    const refundable = random() < (klass === 1 ? 0.6 : 0.15) ? 'yes' : 'no';
    const score =
      (sex === 'female' ? 2.4 : -0.4) +
      [0, 1.1, 0.2, -0.9][klass] -
      (age - 30) * 0.025 -
      siblings * 0.3 +
      (port === 'Cherbourg' ? 0.5 : 0) -
      0.6;
    const survived = random() < 1 / (1 + Math.exp(-score)) ? 'yes' : 'no';
    const ticket =
      random() < 0.75 ? String(1000 + Math.floor(random() * 390_000)) : `A/5 ${10_000 + row}`;
    lines.push(
      [
        row,
        klass,
        `"${word(random)}, ${title}. ${word(random)}"`,
        sex,
        random() < 0.2 ? pick(random, ['', 'NA', '?']) : age,
        siblings,
        parents,
        ticket,
        fare.toFixed(4),
        deck === '' ? '' : `${deck}${1 + Math.floor(random() * 140)}`,
        random() < 0.01 ? '' : port,
        refundable,
        'Olympic',
        survived,
      ].join(),
    );
  }
  return lines;
}

/** Sales of houses: the price rises over the years and has a season; the agency's file has semicolons and decimal commas. */
function sales(rows, seed) {
  const random = mulberry(seed);
  const lines = [
    'sale_id;sold_on;district;kind;area_m2;rooms;built;energy_class;garden;distance_km;price',
  ];
  const districts = { Nord: 0.85, Altstadt: 1.35, Hafen: 1.1, Süd: 1, Westend: 1.25, Aue: 0.7 };
  const energies = ['A', 'B', 'C', 'D', 'E', 'F'];
  for (let row = 1; row <= rows; row++) {
    const day = Math.floor(random() * 3_650);
    const sold = new Date(Date.UTC(2014, 0, 1) + day * DAY_MS);
    const district = pick(random, Object.keys(districts));
    const kind = pick(random, ['flat', 'flat', 'flat', 'house', 'terraced']);
    const area = (kind === 'flat' ? 35 : 80) + random() * random() * 160;
    const rooms = Math.max(1, Math.round(area / 28 + random() - 0.5));
    const built = 1890 + Math.floor(random() * 133);
    const energy =
      energies[Math.min(5, Math.floor(((2023 - built) / 30) * (0.6 + random() * 0.8)))];
    const garden = kind !== 'flat' && random() < 0.8;
    const distance = random() * 12;
    const month = sold.getUTCMonth();
    const price =
      area *
      2_400 *
      districts[district] *
      (1 + (day / 365) * 0.055) *
      (1 + (month >= 3 && month <= 7 ? 0.05 : 0)) *
      (kind === 'flat' ? 1 : 1.15) *
      (1 - energies.indexOf(energy) * 0.035) *
      (1 - distance * 0.012) *
      (garden ? 1.06 : 1) *
      (0.9 + random() * 0.2);
    const date = [sold.getUTCDate(), month + 1].map((n) => String(n).padStart(2, '0'));
    lines.push(
      [
        `S-${100_000 + row * 7}`,
        `${date.join('.')}.${sold.getUTCFullYear()}`,
        district,
        kind,
        comma(area.toFixed(1)),
        rooms,
        random() < 0.08 ? 'NA' : built,
        random() < 0.12 ? '' : energy,
        garden ? 'true' : 'false',
        random() < 0.05 ? '?' : comma(distance.toFixed(2)),
        comma((price / 1000).toFixed(2)),
      ].join(';'),
    );
  }
  return lines;
}

function comma(number) {
  return number.replace('.', ',');
}

function word(random) {
  const parts = [
    'an',
    'bel',
    'dor',
    'es',
    'fin',
    'gar',
    'hol',
    'ket',
    'lin',
    'mor',
    'ness',
    'ros',
    'ton',
    'win',
  ];
  const text = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, parts)).join(
    '',
  );
  return text[0].toUpperCase() + text.slice(1);
}

function pick(random, items) {
  return items[Math.floor(random() * items.length)];
}

/** mulberry32 by Tommy Ettinger, in the public domain. */
function mulberry(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function write(name, lines) {
  writeFileSync(`${FOLDER}/${name}.csv.gz`, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
}

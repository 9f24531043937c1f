/** When in the year a product sells; the factors stand in `catalogue.ts`. */
export type Season = 'steady' | 'summer' | 'winter' | 'gift' | 'school';

/** One design of the shop, sold in several looks and sizes; every combination is a product. */
export type ProductLine = {
  family: string;
  code: string;
  noun: string;
  looks: readonly Look[];
  sizes: readonly Size[];
  season: Season;
  /** How well the design sells compared with the others. */
  draw: number;
  trait: 'plain' | 'subscription' | 'personalised' | 'transparency' | 'regulated' | 'preorder';
};

type Look = { code: string; name: string };
/** Price in US cents, weight with packing. */
type Size = { code: string; name: string; cents: number; grams: number };
type Row = readonly [code: string, noun: string, looks: readonly Look[], sizes: readonly Size[], more?: Partial<ProductLine>];

function family(name: string, rows: readonly Row[]): ProductLine[] {
  return rows.map(([code, noun, looksOf, sizesOf, more]) => {
    return { family: name, code, noun, looks: looksOf, sizes: sizesOf, season: 'steady', draw: 1, trait: 'plain', ...more };
  });
}

/** 'BLU Ocean Blue | CRM Cream' */
function looks(text: string): Look[] {
  return text.split(' | ').map((entry) => {
    const [code = '', ...words] = entry.split(' ');
    return { code, name: words.join(' ') };
  });
}

/** '350 350 ml: 1690 ¢ 480 g | 450 …': code, name, price, weight. */
function sizes(text: string): Size[] {
  return text.split(' | ').map((entry) => {
    const [, code = '', name = '', cents, grams] = /^(\S+) (.+): (\d+) ¢ (\d+) g$/.exec(entry) ?? [];
    if (!cents) throw new SyntaxError(`product-lines.ts: "${entry}" is not of the form "350 350 ml: 1690 ¢ 480 g"`);
    return { code, name, cents: Number(cents), grams: Number(grams) };
  });
}

const glazes = looks(
  'BLU Ocean Blue | SGE Sage Green | CRM Cream | TER Terracotta | BLK Matte Black | OCH Ochre | ROS Dusty Rose | GRY Stone Grey',
);
const cloths = looks('NAT Natural | NVY Navy | OLV Olive | RST Rust | CHR Charcoal | MUS Mustard');
const woods = looks('ACA Acacia Wood | BEE Beech Wood | WAL Walnut');

const kitchen = family('Kitchen', [
  ['MUG', 'Stoneware Mug', glazes, sizes('350 350 ml: 1690 ¢ 480 g | 450 450 ml: 1890 ¢ 560 g'), { season: 'gift', draw: 2.2 }],
  ['BWL', 'Ramen Bowl with Chopstick Rest', glazes.slice(0, 5), sizes('800 800 ml: 2290 ¢ 720 g | 1000 1 l: 2590 ¢ 860 g')],
  ['PLT', 'Dinner Plates', glazes.slice(0, 5), sizes('S4 27 cm, Set of 4: 4990 ¢ 3100 g'), { season: 'gift' }],
  [
    'CTB',
    'Cutting Board with Juice Groove',
    woods,
    sizes('S 30 × 20 cm: 1990 ¢ 650 g | M 38 × 26 cm: 2990 ¢ 1150 g | L 45 × 32 cm: 3990 ¢ 1750 g'),
  ],
  ['APR', 'Washed Linen Apron', cloths, sizes('OS One Size: 3490 ¢ 320 g'), { season: 'gift' }],
  ['TWL', 'Cotton Tea Towels', cloths, sizes('S3 50 × 70 cm, Set of 3: 1790 ¢ 260 g'), { draw: 1.3 }],
  ['SPN', 'Olive Wood Spoon Set', looks('OLV Hand-Oiled'), sizes('S3 Set of 3: 1490 ¢ 190 g | S5 Set of 5: 2190 ¢ 310 g')],
  [
    'JAR',
    'Glass Spice Jars with Cork Lid',
    looks('CLR Clear | AMB Amber'),
    sizes('S6 Set of 6: 1590 ¢ 900 g | S12 Set of 12: 2590 ¢ 1700 g | S24 Set of 24: 4290 ¢ 3300 g'),
  ],
  ['OVM', 'Quilted Oven Mitts', cloths.slice(0, 5), sizes('S2 Pair: 1990 ¢ 280 g'), { season: 'winter' }],
]);

const teaAndCoffee = family('Tea & Coffee', [
  [
    'TEA',
    'Loose Leaf Tea',
    looks(
      'EGR Earl Grey | ASM Assam | SEN Sencha | GMC Genmaicha | OOL Milk Oolong | JAS Jasmine Green | ROO Rooibos Vanilla | PEP Peppermint | CHA Masala Chai | CAM Camomile',
    ),
    sizes('100 100 g: 990 ¢ 150 g | 250 250 g: 1990 ¢ 320 g'),
    { season: 'winter', draw: 1.8, trait: 'subscription' },
  ],
  [
    'COF',
    'Whole Bean Coffee',
    looks('ETH Ethiopia Natural | COL Colombia Washed | GUA Guatemala | SUM Sumatra Dark | HSE House Espresso | DCF Decaf'),
    sizes('250 250 g: 1290 ¢ 300 g | 500 500 g: 2290 ¢ 560 g | 1000 1 kg: 3990 ¢ 1080 g'),
    { draw: 2, trait: 'subscription' },
  ],
  [
    'TPT',
    'Cast Iron Teapot with Infuser',
    glazes.slice(0, 5),
    sizes('800 800 ml: 4490 ¢ 1900 g | 1200 1.2 l: 5490 ¢ 2400 g'),
    { season: 'gift' },
  ],
  [
    'KTL',
    'Gooseneck Stovetop Kettle',
    looks('BLK Matte Black | STL Brushed Steel | COP Copper | WHT White'),
    sizes('1000 1 l: 5990 ¢ 1250 g'),
    { season: 'gift' },
  ],
  ['POV', 'Pour-Over Coffee Dripper', glazes.slice(0, 4), sizes('01 1–2 Cups: 1990 ¢ 420 g | 02 2–4 Cups: 2390 ¢ 520 g')],
  [
    'FLT',
    'Paper Coffee Filters',
    looks('UNB Unbleached | WHT White'),
    sizes('01 Size 01, 100 Pieces: 590 ¢ 110 g | 02 Size 02, 100 Pieces: 690 ¢ 140 g'),
    { draw: 1.6, trait: 'subscription' },
  ],
  [
    'GRD',
    'Hand Coffee Grinder with Ceramic Burr',
    looks('STL Brushed Steel | BLK Matte Black'),
    sizes('30 30 g: 3490 ¢ 610 g'),
    { season: 'gift' },
  ],
  ['CAD', 'Airtight Tea Caddy', glazes.slice(0, 5), sizes('100 for 100 g: 1290 ¢ 210 g | 250 for 250 g: 1690 ¢ 310 g')],
  ['STR', 'Fine Mesh Tea Infuser', looks('STL Steel | GLD Gold Tone | RGD Rose Gold Tone'), sizes('1 with Lid: 890 ¢ 80 g'), { draw: 1.4 }],
  [
    'ADV',
    'Tea Advent Calendar',
    looks('WIN Winter Forest | NRD Northern Lights'),
    sizes('24 24 Days: 3490 ¢ 640 g'),
    { trait: 'preorder' },
  ],
]);

const pets = family('Pets', [
  ['DBW', 'Ceramic Dog Bowl', glazes.slice(0, 5), sizes('S 400 ml: 1690 ¢ 600 g | M 850 ml: 2290 ¢ 950 g | L 1.6 l: 2990 ¢ 1500 g')],
  ['LSH', 'Rope Dog Leash', cloths, sizes('15 1.5 m: 1990 ¢ 230 g | 20 2 m: 2290 ¢ 290 g'), { draw: 1.2 }],
  ['COL', 'Padded Dog Collar', cloths, sizes('S S (28–36 cm): 1490 ¢ 90 g | M M (36–46 cm): 1590 ¢ 110 g | L L (46–58 cm): 1690 ¢ 140 g')],
  [
    'BED',
    'Orthopaedic Pet Bed, Washable',
    cloths.slice(0, 4),
    sizes('S 60 × 45 cm: 4490 ¢ 1900 g | M 80 × 60 cm: 6490 ¢ 3100 g | L 100 × 75 cm: 8990 ¢ 4700 g'),
    { season: 'winter' },
  ],
  [
    'TRT',
    'Air-Dried Dog Treats',
    looks('CHK Chicken | SAL Salmon | LMB Lamb | DCK Duck | PNB Peanut Butter'),
    sizes('150 150 g: 890 ¢ 190 g | 400 400 g: 1890 ¢ 460 g'),
    { draw: 1.7, trait: 'subscription' },
  ],
  ['CTY', 'Catnip Toy', looks('MSE Mouse | FSH Fish | BRD Bird | CAR Carrot'), sizes('S3 Set of 3: 1190 ¢ 120 g')],
  [
    'TAG',
    'Engraved Pet Tag',
    looks('BON Bone | RND Round | HRT Heart | PAW Paw'),
    sizes('1 Personalised: 1290 ¢ 40 g'),
    { trait: 'personalised' },
  ],
  [
    'FLE',
    'Flea & Tick Spot-On Drops',
    looks('DGS for Small Dogs | DGL for Large Dogs | CAT for Cats'),
    sizes('3 3 Pipettes: 2490 ¢ 60 g'),
    { season: 'summer', trait: 'regulated' },
  ],
]);

const stationery = family('Stationery', [
  ['NBK', 'Thread-Bound Notebook, Dotted', cloths, sizes('A6 A6: 1190 ¢ 180 g | A5 A5: 1590 ¢ 330 g'), { season: 'school', draw: 1.4 }],
  ['PEN', 'Fountain Pen', glazes.slice(0, 6), sizes('F Fine Nib: 2890 ¢ 90 g | M Medium Nib: 2890 ¢ 90 g'), { season: 'gift' }],
  ['INK', 'Fountain Pen Ink', glazes, sizes('30 30 ml: 1290 ¢ 140 g')],
  ['PLN', 'Undated Week Planner', cloths.slice(0, 4), sizes('A5 A5: 2190 ¢ 410 g'), { season: 'school' }],
  ['WSH', 'Washi Tape', looks('BOT Botanical | SEA Seaside | GRD Grid | AUT Autumn | PST Pastel'), sizes('S8 Set of 8: 990 ¢ 130 g')],
  [
    'CRD',
    'Letterpress Greeting Cards',
    looks('THX Thank You | BDY Birthday | WIN Winter | WED Wedding | BLK Blank'),
    sizes('S10 Set of 10: 1690 ¢ 210 g'),
    { season: 'winter' },
  ],
  [
    'DSK',
    'Wool Felt Desk Mat',
    cloths.slice(0, 5),
    sizes('60 60 × 30 cm: 2490 ¢ 380 g | 90 90 × 40 cm: 3490 ¢ 690 g'),
    { season: 'school' },
  ],
]);

const outdoor = family('Outdoor', [
  [
    'BTL',
    'Insulated Steel Bottle',
    glazes.slice(0, 7),
    sizes('500 500 ml: 2290 ¢ 340 g | 750 750 ml: 2690 ¢ 430 g | 1000 1 l: 2990 ¢ 520 g'),
    { season: 'summer', draw: 1.9 },
  ],
  [
    'LNT',
    'Rechargeable Camping Lantern',
    looks('OLV Olive | SND Sand | BLK Black'),
    sizes('300 300 lm: 2990 ¢ 450 g'),
    { season: 'summer' },
  ],
  ['BLK', 'Waterproof Picnic Blanket', cloths.slice(0, 5), sizes('150 150 × 200 cm: 3490 ¢ 1250 g'), { season: 'summer' }],
  ['HMK', 'Cotton Hammock', cloths.slice(0, 4), sizes('2P 2 Persons: 4990 ¢ 1900 g'), { season: 'summer' }],
  [
    'DRY',
    'Roll-Top Dry Bag',
    cloths.slice(1, 5),
    sizes('5 5 l: 1490 ¢ 190 g | 10 10 l: 1890 ¢ 260 g | 20 20 l: 2490 ¢ 380 g'),
    { season: 'summer' },
  ],
  [
    'LUN',
    'Steel Bento Lunch Box',
    looks('STL Plain | OLV Olive Lid | BAM Bamboo Lid'),
    sizes('800 800 ml: 2290 ¢ 360 g | 1200 1.2 l: 2690 ¢ 470 g'),
    { season: 'school' },
  ],
]);

const home = family('Home', [
  ['CUS', 'Linen Cushion Cover', cloths, sizes('40 40 × 40 cm: 1790 ¢ 180 g | 50 50 × 50 cm: 2190 ¢ 240 g')],
  [
    'CAN',
    'Soy Wax Candle',
    looks('FIG Fig & Cassis | CDR Cedar | LAV Lavender | ORG Orange & Clove | RAI Rain | VAN Vanilla | PIN Pine | UNS Unscented'),
    sizes('180 180 g: 1690 ¢ 390 g | 400 400 g: 2890 ¢ 810 g'),
    { season: 'winter', draw: 1.5 },
  ],
  ['THR', 'Merino Throw', cloths.slice(0, 5), sizes('130 130 × 180 cm: 7990 ¢ 1150 g'), { season: 'winter' }],
  ['BLM', 'Hand Balm', looks('CAL Calendula | ALM Almond'), sizes('75 75 ml: 1490 ¢ 120 g'), { trait: 'transparency' }],
]);

const personalised = family('Personalised', [
  ['MGN', 'Name Mug', glazes.slice(0, 3), sizes('350 350 ml: 2490 ¢ 480 g'), { season: 'gift', trait: 'personalised' }],
  ['BRN', 'Engraved Cutting Board', woods, sizes('M 38 × 26 cm: 4490 ¢ 1150 g'), { season: 'gift', trait: 'personalised' }],
  ['PNN', 'Engraved Fountain Pen', glazes.slice(0, 2), sizes('M Medium Nib: 3990 ¢ 90 g'), { season: 'gift', trait: 'personalised' }],
]);

export const productLines: readonly ProductLine[] = [
  ...kitchen,
  ...teaAndCoffee,
  ...pets,
  ...stationery,
  ...outdoor,
  ...home,
  ...personalised,
];

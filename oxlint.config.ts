import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * Who may give another module an order (its index.ts) and who may only ask it something (its questions.ts);
 * contract.ts and facts.ts are shapes, open to who may ask.
 * A module that may call may also ask. The table has no circle; tests/structure says so.
 */
export const modules: Record<string, { call?: string[]; ask?: string[] }> = {
  audit: {},
  people: { call: ['audit'], ask: ['audit'] },
  notices: {},
  quota: {},
  shipping: {},
  vault: {},
  accounts: { call: ['vault'] },
  orders: { call: ['notices', 'vault'], ask: ['accounts', 'shipping'] },
  search: { ask: ['accounts', 'orders', 'people', 'shipping', 'vault'] },
  writes: { call: ['notices', 'orders', 'quota', 'vault'], ask: ['accounts', 'search', 'shipping'] },
  sync: { call: ['accounts', 'notices', 'orders', 'quota', 'vault'], ask: ['writes'] },
  ledger: { call: ['notices', 'orders'], ask: ['accounts'] },
  reports: { call: ['imports', 'ledger', 'orders'], ask: ['accounts', 'quota'] },
  notifications: { call: ['orders', 'reports', 'sync', 'writes'], ask: ['accounts'] },
  where: { ask: ['accounts', 'orders', 'search'] },
  slips: { call: ['vault'], ask: ['accounts', 'orders', 'search', 'shipping'] },
  webhooks: { call: ['notices'], ask: ['orders'] },
  calendar: {},
  inventory: { call: ['notices', 'orders'], ask: ['accounts', 'calendar', 'quota'] },
  guards: { call: ['orders'], ask: ['accounts', 'writes'] },
  labels: { call: ['notices', 'orders', 'vault'], ask: ['accounts', 'guards', 'inventory', 'shipping', 'writes'] },
  picking: { call: ['inventory', 'notices', 'orders'], ask: ['accounts', 'calendar', 'guards', 'labels'] },
  packing: { call: ['audit', 'guards', 'inventory', 'labels', 'orders', 'picking', 'vault'], ask: ['calendar', 'shipping'] },
  batches: { call: ['labels'], ask: ['orders'] },
  handover: { call: ['notices', 'orders', 'slips', 'vault'], ask: ['accounts', 'calendar'] },
  tracking: { call: ['notices', 'orders'], ask: ['accounts', 'calendar', 'labels', 'shipping'] },
  today: {
    ask: [
      'accounts',
      'batches',
      'calendar',
      'guards',
      'handover',
      'inventory',
      'labels',
      'orders',
      'packing',
      'picking',
      'search',
      'shipping',
      'tracking',
      'writes',
    ],
  },
  imports: { call: ['accounts', 'inventory', 'orders', 'vault', 'writes'], ask: ['search', 'shipping'] },
  privacy: { call: ['audit', 'orders', 'vault'], ask: ['accounts'] },
  parallel: { call: ['accounts', 'imports', 'ledger', 'orders', 'writes'] },
};

type Border = { group?: string[]; regex?: string; importNames?: string[]; message: string };

const never = (group: string[], message: string): Border => ({ group, message });

/** In oxlint the last override that matches a file wins, so each file ends with exactly one list of borders. */
const borders = (files: string[], patterns: Border[]): OxlintOverride => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const noSimulator: Border = {
  regex: '^(\\.\\./)+simulator/',
  message: 'src and the simulator share no code: the desk starts it as a process and speaks HTTP with it',
};
const noDriver = never(['pg', 'pg-*'], 'the database is reached through #src/platform/db.ts alone: there a transaction is a type');
const noRandom: Border = {
  group: ['node:crypto'],
  importNames: ['randomBytes', 'randomFillSync', 'randomInt', 'randomUUID', 'webcrypto', 'getRandomValues'],
  message: 'randomness is an argument: a test must be able to repeat it. Its source is in src/platform',
};
const noNetwork = never(
  ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram', 'undici', 'node:child_process'],
  'modules speak to the outside through their ports.ts; src/adapters does the talking',
);
const flat = never(['../**'], 'a folder imports its own files with ./ and everything else with #src/');
const ownFolder = never(['../../**'], 'leave the folder with #src/, not with ../..');

const doorsOfAll = ['!#src/modules/*/index.ts', '!#src/modules/*/questions.ts', '!#src/modules/*/contract.ts'];

const besideApp = ['config', 'desk-address', 'local-key', 'open-desk', 'upkeep/index'].map((file) => `!#src/${file}.ts`);

const layers: OxlintOverride[] = [
  borders(['src/**'], [noSimulator, noDriver]),
  borders(['src/kernel/**'], [{ regex: '^[^.]|^\\.\\./', message: 'the kernel imports nothing: it runs anywhere, in the browser too' }]),
  borders(
    ['src/platform/**'],
    [noSimulator, ownFolder, never(['#src/**', '!#src/kernel/**', '!#src/platform/**'], 'the platform knows the kernel and no business')],
  ),
  borders(['src/platform/*.ts'], [flat, never(['#src/**', '!#src/kernel/**'], 'the platform knows the kernel and no business')]),
  borders(
    ['src/adapters/**'],
    [
      noSimulator,
      noDriver,
      ownFolder,
      never(
        [
          '#src/**',
          '!#src/adapters/**',
          '!#src/kernel/**',
          '!#src/platform/**',
          '!#src/modules/*/ports.ts',
          '!#src/modules/*/contract.ts',
          '!#src/modules/*/facts.ts',
        ],
        "an adapter puts another party's words into ours: it knows kernel, platform and the ports, facts and contracts of modules",
      ),
    ],
  ),
  borders(
    ['src/http/**'],
    [
      noSimulator,
      noDriver,
      ownFolder,
      never(
        ['#src/**', '!#src/http/**', '!#src/kernel/**', '!#src/platform/**', ...doorsOfAll],
        'http meets modules at their doors (index.ts, questions.ts, contract.ts); src/app.ts hands it their routes',
      ),
    ],
  ),
  borders(
    ['src/cli/**'],
    [
      noSimulator,
      noDriver,
      never(
        ['#src/**', '!#src/app.ts', ...besideApp, '!#src/cli/**', '!#src/kernel/**', '!#src/platform/reason-words.ts', ...doorsOfAll],
        'a command asks the desk by HTTP (src/open-desk.ts opens one where none runs) and prints',
      ),
    ],
  ),
  borders(
    ['src/main.ts'],
    [
      noSimulator,
      noDriver,
      never(
        ['./modules/**', './adapters/**', './http/**', '#src/**', '!#src/kernel/**', '!#src/platform/log.ts'],
        'main.ts starts and stops the desk, no more',
      ),
    ],
  ),
  borders(
    ['src/config.ts'],
    [
      noSimulator,
      never(['#src/**', './**', '!#src/kernel/**', '!#src/platform/**'], 'the configuration knows kernel and platform, no business'),
    ],
  ),
];

/** The files of a module by their role. The general role comes first, the last one that matches wins. */
const roles: { files: string[]; never: Border[] }[] = [
  {
    files: ['**'],
    never: [never(['#src/http/**'], 'only routes.ts knows of HTTP: a use case is called by jobs, commands and programs too')],
  },
  { files: ['routes.ts', '*-routes.ts'], never: [] },
  {
    files: ['{rules,states,contract,ports,facts}.ts', '*-{rules,states}.ts'],
    never: [
      never(
        ['#src/http/**', '#src/platform/**', 'node:*'],
        'pure file: plain data in, plain data out. No SQL, HTTP, clock, environment or files',
      ),
      never(
        ['./{index,questions,store,views,routes,work}.ts', './*-{questions,store,views,routes,work}.ts'],
        'pure file: it may use rules, states, contracts and ports, never what touches the database',
      ),
    ],
  },
];

const outside = never(
  ['#src/adapters/**', '#src/cli/**', '#src/*.ts'],
  'a module gets what it needs as arguments; src/app.ts and its parts know everybody',
);

const moduleBorders: OxlintOverride[] = Object.entries(modules).flatMap(([name, { call = [], ask = [] }]) => {
  const doors = [
    ...call.map((other) => `!#src/modules/${other}/index.ts`),
    ...[...call, ...ask].flatMap((other) => ['questions', 'contract', 'facts'].map((door) => `!#src/modules/${other}/${door}.ts`)),
  ];
  const others = never(
    ['#src/modules/**', ...doors],
    `${name} may call (index.ts): ${call.join(', ') || 'nobody'}; may ask (questions.ts, contract.ts, facts.ts): ${[...call, ...ask].join(', ') || 'nobody'}. The table is in oxlint.config.ts`,
  );
  return roles.map((role) =>
    borders(
      role.files.map((file) => `src/modules/${name}/${file}`),
      [noSimulator, noDriver, noRandom, noNetwork, flat, outside, others, ...role.never],
    ),
  );
});

const beyondSource: OxlintOverride[] = [
  // Tests may look into everything they test, but meet the simulator as the desk does.
  borders(['src/**/*.test.ts'], [noSimulator]),
  borders(
    ['web/**'],
    [
      never(['#src/**', '!#src/kernel/**', '!#src/modules/*/contract.ts'], 'the web sees only the kernel and the contracts of modules'),
      {
        regex: '^(\\.\\./)+(src|simulator|tests|scripts)/',
        message: 'the web sees only the kernel and the contracts of modules, by #src/',
      },
    ],
  ),
  borders(
    ['simulator/**'],
    [
      never(['#src/**'], 'the simulator shares no code with what it tests'),
      { regex: '^(\\.\\./)+(src|web)/', message: 'the simulator shares no code with what it tests' },
    ],
  ),
];

const clock = { object: 'Date', property: 'now', message: 'time comes from the Clock that is passed in (src/kernel/clock.ts)' };
const dice = { object: 'Math', property: 'random', message: 'randomness is an argument: a test must be able to repeat it' };

export default defineConfig({
  plugins: ['import', 'typescript', 'unicorn', 'oxc', 'node', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  ignorePatterns: ['web/dist', 'data', 'coverage'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-self-import': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/consistent-type-imports': 'error',
    // `[...text]` gives code points, which is what splitting a number or a code into characters wants.
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/restrict-template-expressions': [
      'error',
      {
        allow: [
          { from: 'lib', name: ['URL', 'URLSearchParams'] },
          { from: 'package', package: 'url', name: ['URL', 'URLSearchParams'] },
        ],
      },
    ],
    'typescript/only-throw-error': ['error', { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] }],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    // There are no classes with methods here: what comes out of a record is a plain function.
    'typescript/unbound-method': 'off',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/no-focused-tests': 'error',
    // The second argument is the message that a failure shows.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
  },
  overrides: [
    ...layers,
    ...moduleBorders,
    ...beyondSource,
    {
      files: ['src/**'],
      rules: { 'no-console': 'error', 'node/no-process-env': 'error', 'no-restricted-properties': ['error', clock, dice] },
    },
    {
      files: ['src/kernel/clock.ts', 'src/kernel/clock.test.ts', 'src/platform/follow-clock.ts'],
      rules: { 'no-restricted-properties': ['error', dice] },
    },
    // Where the desk is put together, the real dice are handed out.
    { files: ['src/start-desk.ts', 'src/open-desk.ts'], rules: { 'no-restricted-properties': ['error', clock] } },
    { files: ['src/config.ts'], rules: { 'node/no-process-env': 'off' } },
    { files: ['src/main.ts', 'src/cli/**'], rules: { 'no-console': 'off' } },
    {
      files: ['simulator/**'],
      rules: { 'no-console': 'error', 'node/no-process-env': 'error', 'no-restricted-properties': ['error', dice] },
    },
    { files: ['simulator/main.ts'], rules: { 'no-console': 'off' } },
    {
      files: ['web/src/**'],
      plugins: ['react', 'jsx-a11y'],
      rules: {
        'no-console': 'error',
        'react/rules-of-hooks': 'error',
        // About React's compiler, which does not run here.
        'react/incompatible-library': 'off',
        // A draft follows what the address says, a choice what is still listed.
        'react/set-state-in-effect': 'off',
        'jsx-a11y/prefer-tag-over-role': 'off',
        'jsx-a11y/label-has-associated-control': ['error', { depth: 4 }],
        // The rule's own list and `option`: one of a datalist is named by its value.
        'jsx-a11y/control-has-associated-label': [
          'error',
          { depth: 4, ignoreElements: ['audio', 'canvas', 'embed', 'input', 'option', 'textarea', 'tr', 'video'] },
        ],
        // What scrolls by itself needs the focus to be scrolled by keys.
        'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['tabpanel', 'region'], tags: ['pre'] }],
      },
    },
    {
      // A grid is one stop of the keyboard: it answers the keys itself and points at the row (aria-activedescendant).
      files: ['web/src/features/*/grid/**'],
      plugins: ['jsx-a11y'],
      rules: { 'jsx-a11y/click-events-have-key-events': 'off', 'jsx-a11y/interactive-supports-focus': 'off' },
    },
    {
      files: ['tests/browser/**'],
      rules: { 'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'eventually', '**.waitFor'] }] },
    },
    { files: ['*.config.ts', 'web/*.config.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});

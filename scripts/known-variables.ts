import { type Environment, readConfig } from '../src/config.ts';
import { AppError } from '../src/kernel/app-error.ts';
import { secretNames } from '../src/platform/secret-files.ts';

/** Set by npm, not by people. */
const ofNpm = new Set(['npm_lifecycle_event', 'INIT_CWD']);

/** Every environment variable that the configuration asks for: it is read once, and what it looks at is written down. */
export function knownVariables(): Set<string> {
  const asked = new Set<string>();
  // Once with nothing set and once with everything: some are looked at only beside others.
  for (const value of [undefined, 'x']) {
    const env = new Proxy<Environment>(
      {},
      {
        get: (_target, name) => {
          if (typeof name === 'string' && !ofNpm.has(name)) asked.add(name);
          return value;
        },
      },
    );
    try {
      readConfig(env);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return asked;
}

/** Without those that only name a file with another one's value. */
export const plainVariables = (): Set<string> => {
  const files = new Set(secretNames.map((name) => `${name}_FILE`));
  return new Set([...knownVariables()].filter((name) => !files.has(name)));
};

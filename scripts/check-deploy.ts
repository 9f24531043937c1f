import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './run.ts';

/**
 * Reads the files of deploy/ as their programs would and holds them against the project: what they name exists, what they set
 * is known, nothing runs as root, live updates are not held back. They cannot be run everywhere; this can. Gives each
 * finding as `file: reason`.
 */
export function checkDeploy(known: ReadonlySet<string>, read = readDeploy): string[] {
  return [
    ...checkDockerfile(read('Dockerfile'), known),
    ...checkCompose(read('compose.yaml'), known),
    ...checkUnit(read('waybill.service'), read('waybill.env'), known),
    ...checkProxies(read),
  ];
}

export const readDeploy = (name: string): string => readFileSync(`${root}deploy/${name}`, 'utf8');

/** The command that the image runs, and the one that asks how it is; and what is copied out of the repository. */
export function imageOf(text: string): { command: string[]; healthcheck: string[]; copied: string[] } {
  const lines = instructions(text);
  const last = lines.slice(lines.findLastIndex(([name]) => name === 'FROM'));
  const json = (name: string) => {
    const found = last.find(([each]) => each === name)?.[1] ?? '[]';
    return z.array(z.string()).parse(JSON.parse(found.slice(found.indexOf('['))));
  };
  const copied = last
    .filter(([name, rest]) => name === 'COPY' && !rest.startsWith('--from'))
    .flatMap(([, rest]) => rest.split(/\s+/).slice(0, -1));
  return { command: json('CMD'), healthcheck: json('HEALTHCHECK'), copied };
}

function instructions(text: string): [string, string][] {
  const whole = text.replaceAll(/\\\n\s*/g, '').split('\n');
  return whole.flatMap((line) => {
    const found = /^([A-Z]+)\s+(.*)$/.exec(line.trim());
    return found?.[1] && found[2] ? [[found[1], found[2]]] : [];
  });
}

function checkDockerfile(text: string, known: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  const lines = instructions(text);
  const of = (name: string) => lines.filter(([each]) => each === name).map(([, rest]) => rest);
  if (of('FROM').length < 2) wrong.push('it has one stage: build tools would be in the image');
  if (of('FROM').some((image) => !/^node:24[\w.-]* ?|^\w+$/.test(image))) wrong.push('a stage is not built on Node 24');
  const user = of('USER').at(-1);
  if (user === undefined || /^(root|0)\b/.test(user)) wrong.push('it runs as root');
  if (of('HEALTHCHECK').length !== 1) wrong.push('it has no health check');
  if (of('ADD').length > 0) wrong.push('ADD fetches and unpacks: COPY what is meant');
  for (const rest of of('COPY').filter((each) => !each.startsWith('--from')))
    for (const source of rest.split(/\s+/).slice(0, -1))
      if (!existsSync(`${root}${source}`)) wrong.push(`COPY ${source}: there is no such file`);
  const { command } = imageOf(text);
  for (const file of command.filter((word) => /\.(mjs|ts)$/.test(word)))
    if (!existsSync(`${root}${file}`)) wrong.push(`CMD ${file}: there is no such file`);
  for (const name of of('ENV').flatMap((rest) => [...rest.matchAll(/(\w+)=/g)].map(([, each]) => each ?? '')))
    if (name.startsWith('WAYBILL_') && !known.has(name)) wrong.push(`ENV ${name} is not known`);
  if (/(_KEY|PASSWORD|SECRET|TOKEN|PASSPHRASE)=/.test(of('ENV').join(' '))) wrong.push('a secret would be in the image');
  return wrong.map((reason) => `Dockerfile: ${reason}`);
}

const service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
});
const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

function checkCompose(text: string, known: ReadonlySet<string>): string[] {
  const file = composeFile.safeParse(parse(text, { merge: true }));
  if (!file.success) return [`compose.yaml: cannot be read: ${file.error.issues[0]?.path.join('.')} ${file.error.issues[0]?.message}`];
  const { services, volumes, secrets } = file.data;
  const wrong: string[] = [];
  for (const [name, each] of Object.entries(services)) {
    for (const secret of each.secrets) if (!(secret in secrets)) wrong.push(`${name}: the secret ${secret} is not declared`);
    for (const volume of each.volumes.map((mount) => mount.split(':')[0] ?? ''))
      if (!(volume in volumes)) wrong.push(`${name}: the volume ${volume} is not declared`);
    for (const port of each.ports)
      if (!port.startsWith('127.0.0.1:')) wrong.push(`${name}: port ${port} is open to the network without TLS`);
    if (each.image !== 'waybill') continue;
    if (!each.read_only || !each.cap_drop.includes('ALL')) wrong.push(`${name}: it may write its own files, or has capabilities`);
    for (const variable of Object.keys(each.environment)) if (!known.has(variable)) wrong.push(`${name}: ${variable} is not known`);
    for (const value of Object.values(each.environment).map(String)) {
      const secret = /^\/run\/secrets\/(\w+)$/.exec(value)?.[1];
      if (secret !== undefined && !each.secrets.includes(secret)) wrong.push(`${name}: the secret ${secret} is not given to it`);
    }
    for (const word of each.command.filter((part) => /\.(mjs|ts)$/.test(part)))
      if (!existsSync(`${root}${word}`)) wrong.push(`${name}: there is no ${word}`);
  }
  return wrong.map((reason) => `compose.yaml: ${reason}`);
}

const hardening = [
  'NoNewPrivileges=true',
  'ProtectSystem=strict',
  'ProtectHome=true',
  'PrivateTmp=true',
  'CapabilityBoundingSet=',
  'RestrictNamespaces=true',
  'SystemCallFilter=@system-service',
];

function checkUnit(text: string, environment: string, known: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) if (!/^\[\w+\]$|^[A-Z]\w+=/.test(line)) wrong.push(`cannot be read: ${line}`);
  const value = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  if (value('User') === undefined || value('User') === 'root') wrong.push('it runs as root');
  for (const setting of hardening) if (!lines.includes(setting)) wrong.push(`${setting} is missing`);
  // The compiler of JavaScript writes code and runs it.
  if (lines.includes('MemoryDenyWriteExecute=true')) wrong.push('Node does not run with MemoryDenyWriteExecute');
  if (value('KillMode') !== 'mixed') wrong.push('KillMode must be mixed: the desk stops its database itself');
  for (const file of value('ExecStart')
    ?.split(/\s+/)
    .filter((word) => /^[\w/]+\.(mjs|ts)$/.test(word)) ?? [])
    if (!existsSync(`${root}${file}`)) wrong.push(`there is no ${file}`);
  const set = [
    ...lines
      .filter((line) => line.startsWith('Environment='))
      .join(' ')
      .matchAll(/([A-Z_]+)=/g),
    ...environment.matchAll(/^([A-Z_]+)=/gm),
  ];
  for (const [, name = ''] of set) if (name !== 'NODE_ENV' && !known.has(name)) wrong.push(`${name} is not known`);
  return wrong.map((reason) => `waybill.service: ${reason}`);
}

function checkProxies(read: typeof readDeploy): string[] {
  const nginx = read('nginx.conf').replaceAll(/#.*/g, '');
  const caddy = read('Caddyfile').replaceAll(/#.*/g, '');
  const wrong: string[] = [];
  const balanced = (text: string) => text.split('{').length === text.split('}').length;
  if (!balanced(nginx)) wrong.push('nginx.conf: a brace is missing');
  for (const line of nginx.split('\n').map((each) => each.trim()))
    if (line !== '' && !/[;{}]$/.test(line)) wrong.push(`nginx.conf: no semicolon: ${line}`);
  const stream = /location = \/api\/v1\/stream \{[^}]*\}/.exec(nginx)?.[0] ?? '';
  if (!stream.includes('proxy_buffering off')) wrong.push('nginx.conf: live updates are held back');
  if (!nginx.includes('proxy_set_header Host $http_host')) wrong.push('nginx.conf: the desk would not see its public name');
  if (!/client_max_body_size 2\d{3}m/.test(nginx)) wrong.push('nginx.conf: large files are refused');
  if (!balanced(caddy)) wrong.push('Caddyfile: a brace is missing');
  if (!caddy.includes('flush_interval -1')) wrong.push('Caddyfile: live updates are held back');
  for (const [name, text] of [
    ['nginx.conf', nginx],
    ['Caddyfile', caddy],
  ] as const)
    if (!text.includes('127.0.0.1:3000')) wrong.push(`${name}: it does not lead to the desk`);
  return wrong;
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../components/badge.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { curlOf } from './curl-of.ts';
import type { Operation } from './openapi.ts';
import { SchemaTree, typeOf } from './schema-tree.tsx';

const tones: Record<string, Tone> = { GET: 'info', POST: 'good', PUT: 'warn', PATCH: 'warn', DELETE: 'bad' };

/** One operation: what it is for, what goes in, what comes out, and how it is called. */
export function OperationSection({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const curl = curlOf(operation, window.location.origin);
  const body = Object.entries(operation.requestBody?.content ?? {});
  return (
    <section id={operation.id} className="card scroll-mt-4 overflow-hidden" aria-label={`${operation.method} ${operation.path}`}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b px-4 py-2.5">
        <Badge tone={tones[operation.method] ?? 'neutral'}>{operation.method}</Badge>
        <h3 className="min-w-0 break-all font-mono text-xs font-semibold">{operation.path}</h3>
        <span className="text-xs text-faint">
          {operation['x-permission'] === 'open' ? t('reference.open') : t('reference.permission', { name: operation['x-permission'] })}
        </span>
      </header>
      <div className="grid gap-5 p-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {operation.summary && <p>{operation.summary}</p>}
          {operation.description && <p className="text-soft">{operation.description}</p>}
          {operation.parameters.length > 0 && (
            <Part title={t('reference.parameters')}>
              <ul className="flex flex-col gap-1.5">
                {operation.parameters.map((one) => (
                  <li key={`${one.in} ${one.name}`}>
                    <p className="flex flex-wrap items-baseline gap-x-2">
                      <code className="text-xs font-semibold">{one.name}</code>
                      <span className="text-xs text-soft">{one.schema ? typeOf(one.schema) : ''}</span>
                      <span className="text-2xs text-faint">
                        {one.in}
                        {one.required ? '' : ` · ${t('reference.optional')}`}
                      </span>
                    </p>
                    {(one.description ?? one.schema?.description) && (
                      <p className="text-xs text-soft">{one.description ?? one.schema?.description}</p>
                    )}
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {body.map(([type, { schema }]) => (
            <Part key={type} title={`${t('reference.body')} · ${type}`}>
              {schema && <SchemaTree schema={schema} />}
            </Part>
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Part title={t('reference.curl')}>
            <div className="relative">
              <pre className="quiet-scroll overflow-x-auto rounded-lg bg-sunken p-3 pr-10 text-xs">{curl}</pre>
              <span className="absolute top-1 right-1">
                <CopyButton text={curl} label={t('reference.copy')} />
              </span>
            </div>
          </Part>
          {Object.entries(operation.responses).map(([status, response]) => (
            <Answer key={status} status={status} response={response} />
          ))}
        </div>
      </div>
    </section>
  );
}

function Answer({ status, response }: { status: string; response: Operation['responses'][string] }) {
  const { t } = useTranslation();
  const kinds = Object.entries(response.content ?? {});
  const title = status === 'default' ? t('reference.problem') : t('reference.answer', { status });
  return (
    <details open={status !== 'default'}>
      <summary className="cursor-pointer text-2xs font-semibold tracking-wide text-faint uppercase">
        {[title, ...kinds.map(([type]) => type)].join(' · ')}
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        {kinds.map(([type, { schema }]) => schema && <SchemaTree key={type} schema={schema} />)}
        {kinds.length === 0 && response.description && <p className="text-xs text-soft">{response.description}</p>}
      </div>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h4 className="mb-2 text-2xs font-semibold tracking-wide text-faint uppercase">{title}</h4>
      {children}
    </div>
  );
}

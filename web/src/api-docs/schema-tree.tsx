import { useTranslation } from 'react-i18next';
import type { Schema } from './openapi.ts';

/** What a value looks like, property by property, as deep as it goes. */
export function SchemaTree({ schema }: { schema: Schema }) {
  const inner = elementOf(schema);
  const variants = inner.oneOf ?? inner.anyOf?.filter((one) => one.type !== 'null') ?? [];
  if (variants.length > 1 && variants.some((one) => one.properties))
    return (
      <ul className="flex flex-col gap-3">
        {variants.map((one) => (
          <li key={Object.keys(one.properties ?? {}).join(' ')} className="border-l-2 pl-3">
            <SchemaTree schema={one} />
          </li>
        ))}
      </ul>
    );
  const shown = variants.length === 1 && variants[0] ? variants[0] : inner;
  if (!shown.properties) return <p className="text-xs text-soft">{typeOf(schema)}</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {Object.entries(shown.properties).map(([name, property]) => (
        <Property key={name} name={name} schema={property} required={shown.required?.includes(name) ?? false} />
      ))}
    </ul>
  );
}

function Property({ name, schema, required }: { name: string; schema: Schema; required: boolean }) {
  const { t } = useTranslation();
  const inner = elementOf(schema);
  const deep = inner.properties ?? inner.oneOf ?? inner.anyOf?.filter((one) => one.properties);
  const hasMore = Array.isArray(deep) ? deep.length > 0 : deep !== undefined;
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <code className="text-xs font-semibold">{name}</code>
        <span className="text-xs text-soft">{typeOf(schema)}</span>
        {!required && <span className="text-2xs text-faint">{t('reference.optional')}</span>}
      </p>
      {schema.description && <p className="text-xs text-soft">{schema.description}</p>}
      {hasMore && (
        <div className="mt-1 border-l pl-3">
          <SchemaTree schema={schema} />
        </div>
      )}
    </li>
  );
}

const elementOf = (schema: Schema): Schema => (schema.items ? elementOf(schema.items) : schema);

/** The type in a few words: `string (date-time)`, `"on" | "off"`, `array of integer`. */
export function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return [...new Set(variants.map(typeOf))].join(' | ');
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  const more = [schema.format, schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength}`, rangeOf(schema)].filter(Boolean);
  return more.length > 0 ? `${type} (${more.join(', ')})` : type;
}

function rangeOf({ minimum, maximum }: Schema): string | undefined {
  const bounded = (value: number | undefined) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (bounded(minimum) && bounded(maximum)) return `${minimum}–${maximum}`;
  return bounded(minimum) ? `≥ ${minimum}` : bounded(maximum) ? `≤ ${maximum}` : undefined;
}

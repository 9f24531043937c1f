import { useTranslation } from 'react-i18next';
import type { NotificationState } from '#src/modules/notifications/contract.ts';
import { Ago } from '../../components/ago.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { locale, textOr } from '../../lib/language.ts';

type TypeState = NotificationState['types'][number];

const tones: Record<TypeState['state'], Tone> = {
  unknown: 'neutral',
  subscribed: 'good',
  missing: 'warn',
  elsewhere: 'warn',
  refused: 'bad',
  foreign: 'outline',
};

/** What comes in, type by type: subscribed or not, how much, when last, how late. */
export function TypeTable({ types }: { types: readonly TypeState[] }) {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(locale());
  const columns = ['type', 'state', 'received', 'doubled', 'last', 'lag'] as const;
  return (
    <div role="region" aria-label={t('notifications.types')} tabIndex={0} className="quiet-scroll -mx-4 overflow-x-auto px-4">
      <table className="w-full min-w-xl text-left">
        <thead>
          <tr className="border-b text-xs text-faint">
            {columns.map((column) => (
              <th key={column} scope="col" className={isNumber(column) ? 'py-1.5 pr-4 text-right font-medium' : 'py-1.5 pr-4 font-medium'}>
                {t(`notifications.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {types.map((type) => (
            <tr key={type.type}>
              <th scope="row" className="py-2 pr-4 font-normal">
                <span className="block font-medium">{textOr(`notifications.of.${type.type}`, type.type)}</span>
                <span className="block text-2xs text-faint">{type.type}</span>
                {type.detail && <span className="block text-xs break-words text-soft">{type.detail}</span>}
              </th>
              <td className="py-2 pr-4">
                <Badge tone={tones[type.state]}>{t(`notifications.states.${type.state}`)}</Badge>
              </td>
              <td className="py-2 pr-4 text-right tabular-nums">{number.format(type.received)}</td>
              <td className="py-2 pr-4 text-right tabular-nums">{number.format(type.doubled)}</td>
              <td className="py-2 pr-4 whitespace-nowrap">
                {type.lastReceivedAt ? <Ago at={type.lastReceivedAt} /> : <span className="text-faint">{t('notifications.never')}</span>}
              </td>
              <td className="py-2 text-right whitespace-nowrap tabular-nums">{type.lastLagMs === null ? '–' : lagText(type.lastLagMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isNumber = (column: string) => column === 'received' || column === 'doubled' || column === 'lag';

/** In one unit, with one decimal below ten. */
function lagText(ms: number): string {
  const [value, unit] =
    ms < 120_000
      ? ([ms / 1000, 'second'] as const)
      : ms < 7_200_000
        ? ([ms / 60_000, 'minute'] as const)
        : ([ms / 3_600_000, 'hour'] as const);
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { carrierChoice } from '#src/modules/shipping/contract.ts';
import { Select } from '../../components/select.tsx';
import { api } from '../../lib/api.ts';

const list = z.object({ items: z.array(carrierChoice) });

type Props = { marketplaceId: string; value: string; name: string; onChange: (code: string, name: string) => void; label: string };

/** The carriers of a marketplace as Amazon names them. `Other` comes with a name of its own. */
export function CarrierSelect({ marketplaceId, value, name, onChange, label }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['carriers', marketplaceId],
    queryFn: ({ signal }) => api(list, '/carriers', { query: { marketplaceId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const named = (data?.items ?? []).map((carrier) => ({
    value: carrier.amazonCode === 'Other' ? `Other/${carrier.amazonName ?? carrier.name}` : carrier.amazonCode,
    label: carrier.name,
  }));
  const shown = value === 'Other' && named.some((each) => each.value === `Other/${name}`) ? `Other/${name}` : value;
  const known = named.some((each) => each.value === shown) || shown === '' || shown === 'Other';
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <Select
        aria-label={label}
        value={shown}
        onChange={(next) => {
          const [code = '', other = ''] = next.split('/');
          onChange(code, other);
        }}
        options={[
          { value: '', label: t('confirm.recognise') },
          ...(known ? [] : [{ value: shown, label: shown }]),
          ...named,
          { value: 'Other', label: t('confirm.otherCarrier') },
        ]}
      />
      {shown === 'Other' && (
        <input
          className="field-box"
          aria-label={t('confirm.carrierName')}
          placeholder={t('confirm.carrierName')}
          value={name}
          maxLength={60}
          onChange={(event) => onChange('Other', event.target.value)}
        />
      )}
    </span>
  );
}

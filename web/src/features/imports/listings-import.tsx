import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listingsResult } from '#src/modules/imports/contract.ts';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { api } from '../../lib/api.ts';
import { DropZone } from './drop-zone.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { type ImportTarget, isNamed, uploadForm } from './import-target.ts';

/** The All Listings report, by which orders are found by listing id. */
export function ListingsImport({ target }: { target: ImportTarget }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (file: File) => api(listingsResult, '/imports/listings', { form: uploadForm(target, file) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['imports'] }),
  });
  return (
    <Section title={t('imports.listings')}>
      <div className="flex flex-col gap-4">
        <DropZone
          label={t('imports.dropListings')}
          hint={t('imports.dropListingsHint')}
          busy={isPending}
          disabled={!isNamed(target)}
          onFile={mutate}
        />
        {error && <ProblemPanel error={error} />}
        {data && (
          <ImportOutcome
            figures={(['lines', 'listings', 'imported', 'updated', 'unchanged'] as const).map((name) => [name, data[name]])}
            rejected={data.rejected}
          />
        )}
      </div>
    </Section>
  );
}

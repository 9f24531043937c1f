import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomsFactBody, CustomsSettingBody } from '#src/modules/labels/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { apiUrl } from '../../lib/api.ts';
import { customsQuery, saveCustoms } from './carrier-queries.ts';
import { CustomsFactDialog } from './customs-fact-dialog.tsx';
import { CustomsImportDialog } from './customs-import-dialog.tsx';
import { CustomsSettingForm } from './customs-setting-form.tsx';
import { CustomsTable } from './customs-table.tsx';

/** What customs is told: of every parcel that goes abroad, and of each product. */
export function CustomsSection({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, isPending, error, refetch } = useQuery(customsQuery(accountId));
  const [edited, setEdited] = useState<CustomsFactBody | 'new' | null>(null);
  const [imports, setImports] = useState(false);
  const save = useMutation({
    mutationFn: (change: { setting?: CustomsSettingBody; facts?: CustomsFactBody[] }) => saveCustoms(accountId, change),
    onSuccess: (next) => {
      client.setQueryData(customsQuery(accountId).queryKey, next);
      setEdited(null);
    },
  });
  return (
    <Section title={t('carriers.customs.title')} flush>
      {isPending && <SkeletonLines count={4} />}
      {error && !data && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <CustomsSettingForm
            key={JSON.stringify(data.setting)}
            setting={data.setting}
            busy={save.isPending}
            onSave={(setting) => save.mutate({ setting })}
          />
          {(data.setting !== null || data.facts.length > 0) && (
            <div className="border-t">
              <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
                <h3 className="flex-1 font-medium">{t('carriers.customs.facts')}</h3>
                <Button small onClick={() => setImports(true)}>
                  {t('carriers.customs.import')}
                </Button>
                <a className={buttonLook({ small: true })} href={apiUrl(`/labels/${accountId}/customs.csv`)} download>
                  {t('carriers.customs.export')}
                </a>
                <Button small onClick={() => setEdited('new')}>
                  <Plus aria-hidden size={14} />
                  {t('carriers.customs.add')}
                </Button>
              </div>
              <CustomsTable facts={data.facts} onEdit={setEdited} />
            </div>
          )}
          {save.error && !edited && <ProblemPanel error={save.error} />}
        </>
      )}
      {edited && (
        <CustomsFactDialog
          fact={edited === 'new' ? undefined : edited}
          busy={save.isPending}
          error={save.error}
          onSave={(fact) => save.mutate({ facts: [fact] })}
          onClose={() => {
            save.reset();
            setEdited(null);
          }}
        />
      )}
      {imports && <CustomsImportDialog accountId={accountId} onClose={() => setImports(false)} />}
    </Section>
  );
}

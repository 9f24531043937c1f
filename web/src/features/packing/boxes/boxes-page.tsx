import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PackageOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackBox } from '#src/modules/packing/contract.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button, buttonLook } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Page, Section } from '../../../components/page.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { SkeletonLines } from '../../../components/skeleton.tsx';
import { setupQuery } from '../pack-queries.ts';
import { BoxDialog } from './box-dialog.tsx';
import { centimetres } from './measures.ts';
import { RulesSection } from './rules-section.tsx';
import { StationsSection } from './stations-section.tsx';

/** Boxes, stations and how strict packing is. */
export function BoxesPage() {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  return (
    <Page title={t('nav.boxes')} lead={t('boxes.lead')} narrow>
      {setup.error && !setup.data && <ProblemPanel error={setup.error} onRetry={() => void setup.refetch()} />}
      {setup.isPending && <SkeletonLines />}
      {setup.data && (
        <>
          <BoxList boxes={setup.data.boxes} />
          <StationsSection stations={setup.data.stations} />
          <RulesSection settings={setup.data.settings} />
        </>
      )}
    </Page>
  );
}

function BoxList({ boxes }: { boxes: readonly PackBox[] }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<PackBox | 'new' | null>(null);
  const sorted = boxes.toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  return (
    <Section
      title={t('boxes.title')}
      flush
      actions={
        <>
          <Link to="/pack/commands" className={buttonLook({ kind: 'quiet', small: true })}>
            {t('boxes.sheet')}
          </Link>
          <Button small onClick={() => setEditing('new')}>
            <Plus aria-hidden size={14} />
            {t('boxes.add')}
          </Button>
        </>
      }
    >
      {boxes.length === 0 ? (
        <EmptyState icon={<PackageOpen size={20} />} title={t('boxes.none')} text={t('boxes.noneText')} />
      ) : (
        <ul className="divide-y">
          {sorted.map((box) => (
            <li key={box.boxId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-40 flex-1">
                <p className="font-medium">
                  {box.name} {!box.active && <Badge>{t('boxes.archived')}</Badge>}
                </p>
                <p className="text-xs text-faint">{box.code}</p>
              </div>
              <p className="text-soft">{t('boxes.outerIs', { size: centimetres(box.outer) })}</p>
              <p className="text-soft">{t('boxes.tareIs', { grams: box.tare })}</p>
              {box.maxWeight !== null && <p className="text-soft">{t('boxes.upTo', { kg: box.maxWeight / 1_000 })}</p>}
              <Button small kind="quiet" aria-label={t('boxes.editOf', { name: box.name })} onClick={() => setEditing(box)}>
                {t('common.edit')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {editing && <BoxDialog box={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ClipboardCheck, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkMade, PersonView } from '#src/modules/people/contract.ts';
import { Button, buttonLook } from '../../components/button.tsx';
import { Page, Section } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { useMay } from '../accounts/session.ts';
import { ClaimNotice } from './claim-notice.tsx';
import { InvitationList } from './invitation-list.tsx';
import { peopleQuery } from './people-queries.ts';
import { PersonDialog } from './person-dialog.tsx';
import { PersonRow } from './person-row.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { ShowOnce } from './show-once.tsx';

/** Who may use the desk, as what, and which accounts they see. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { data, isPending, error, refetch } = useQuery(peopleQuery);
  const mayManage = useMay('people.manage');
  const [edited, setEdited] = useState<PersonView | 'new' | null>(null);
  const [link, setLink] = useState<LinkMade | null>(null);
  return (
    <Page
      title={t('nav.people')}
      lead={t('people.lead')}
      actions={
        <div className="flex flex-wrap gap-2">
          <Link to="/access-review" className={buttonLook()}>
            <ClipboardCheck aria-hidden size={15} />
            {t('review.title')}
          </Link>
          {mayManage && (
            <Button kind="primary" onClick={() => setEdited('new')}>
              <UserPlus aria-hidden size={15} />
              {t('people.invite')}
            </Button>
          )}
        </div>
      }
    >
      <ClaimNotice />
      {isPending && <SkeletonLines />}
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data && (
        <ul className="card divide-y">
          {data.items.map((person) => (
            <PersonRow key={person.id} person={person} mayManage={mayManage} onEdit={() => setEdited(person)} onLink={setLink} />
          ))}
        </ul>
      )}
      {mayManage && <InvitationList />}
      <Section title={t('people.matrix')} flush>
        <RoleMatrix />
      </Section>
      {edited && <PersonDialog person={edited === 'new' ? undefined : edited} onClose={() => setEdited(null)} onInvited={setLink} />}
      {link && (
        <ShowOnce
          title={t('people.linkTitle')}
          text={t('people.linkText')}
          secret={`${location.origin}${link.path}`}
          onClose={() => setLink(null)}
        />
      )}
    </Page>
  );
}

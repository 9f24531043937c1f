import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { ArrowRight, Bookmark, CircleHelp, PackageSearch, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/kbd.tsx';
import { viewsQuery } from '../features/search/saved-views.ts';
import { actionList } from '../features/writes/action-list.ts';
import { currentTargets, startAction } from '../features/writes/action-store.ts';
import { openOverlay } from './overlays.ts';
import { pages } from './pages.ts';
import { parseSearch } from './search-params.ts';

/** Ctrl+K: go to a page or view, find an order by its number, act on what is chosen. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const { data: views = [] } = useQuery(viewsQuery);
  const targets = currentTargets();
  const go = (run: () => void) => () => {
    onClose();
    run();
  };
  const wanted = text.trim();
  return (
    <Dialog title={t('palette.title')} bare onClose={onClose}>
      <Command label={t('palette.title')} loop>
        <div className="flex items-center gap-2.5 border-b px-4">
          <Search aria-hidden size={16} className="text-faint" />
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder={t('palette.placeholder')}
            className="h-12 w-full bg-transparent text-base outline-none placeholder:text-faint"
          />
          <Kbd>Esc</Kbd>
        </div>
        <Command.List className="p-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint">
          {wanted && (
            <Item
              value={`find ${wanted}`}
              always
              icon={<PackageSearch size={15} />}
              onSelect={go(() => void navigate({ to: '/orders', search: { q: wanted, tab: 'all' } }))}
            >
              {t('palette.find', { text: wanted })}
            </Item>
          )}
          {targets.length > 0 && (
            <Command.Group heading={t('palette.onSelection', { count: targets.length })}>
              {actionList.map(({ kind, icon: Icon, hotkey }) => (
                <Item
                  key={kind}
                  value={t(`actions.${kind}.name`)}
                  hint={hotkey}
                  icon={<Icon size={15} />}
                  onSelect={go(() => startAction(kind, targets))}
                >
                  {t(`actions.${kind}.name`)}
                </Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading={t('palette.go')}>
            {pages.map(({ to, name, jump, icon: Icon }) => (
              <Item
                key={to}
                value={t(`nav.${name}`)}
                hint={`g ${jump}`}
                icon={<Icon size={15} />}
                onSelect={go(() => void navigate({ to }))}
              >
                {t(`nav.${name}`)}
              </Item>
            ))}
            <Item value={t('accounts.connect')} icon={<ArrowRight size={15} />} onSelect={go(() => void navigate({ to: '/connect' }))}>
              {t('accounts.connect')}
            </Item>
            <Item value={t('keys.title')} hint="?" icon={<CircleHelp size={15} />} onSelect={go(() => openOverlay('keys'))}>
              {t('keys.title')}
            </Item>
          </Command.Group>
          {views.length > 0 && (
            <Command.Group heading={t('views.title')}>
              {views.map((view) => (
                <Item
                  key={view.id}
                  value={`${view.name} ${view.id}`}
                  icon={<Bookmark size={15} />}
                  onSelect={go(() => void navigate({ to: '/orders', search: { ...parseSearch(view.query), view: view.id } }))}
                >
                  {view.name}
                </Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

type ItemProps = { value: string; children: ReactNode; icon: ReactNode; hint?: string | undefined; always?: boolean; onSelect: () => void };

function Item({ value, children, icon, hint, always = false, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={value}
      forceMount={always}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-lg px-2 data-[selected=true]:bg-sunken"
    >
      <span className="text-faint">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <Kbd>{hint}</Kbd>}
    </Command.Item>
  );
}

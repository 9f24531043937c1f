import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Bookmark, CircleHelp, PackageSearch, Plug, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderNumber } from '#src/modules/search/contract.ts';
import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/kbd.tsx';
import { askRows } from '../features/orders/order-queries.ts';
import { viewsQuery } from '../features/search/saved-views.ts';
import { currentTargets, startAction } from '../features/writes/action-store.ts';
import { useActionList } from '../features/writes/use-action-list.ts';
import { openOverlay } from './overlays.ts';
import { parseSearch } from './search-params.ts';
import { usePages } from './use-pages.ts';

type Choice = { id: string; label: string; icon: ReactNode; hint?: string | undefined; run: () => void };

/** Ctrl+K: go to a page or view, find an order by its number, act on what is chosen. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const { data: views = [] } = useQuery(viewsQuery);
  const targets = currentTargets();
  const wanted = text.trim();
  const find = async () => {
    // A full order number goes straight to its order; anything else, or a number in two accounts, to the list.
    const [order, other] = orderNumber.test(wanted) ? await askRows('', [wanted]).catch(() => []) : [];
    if (order && !other) await navigate({ to: '/orders/$accountId/$orderId', params: order });
    else await navigate({ to: '/orders', search: { q: wanted, tab: 'all' } });
  };

  const actions = useActionList().map(({ kind, icon: Icon, hotkey }): Choice => {
    return {
      id: `act ${kind}`,
      label: t(`actions.${kind}.name`),
      hint: hotkey,
      icon: <Icon size={15} />,
      run: () => startAction(kind, targets),
    };
  });
  const places = usePages().map(({ to, name, jump, icon: Icon }): Choice => {
    return {
      id: `go ${name}`,
      label: t(`nav.${name}`),
      hint: jump && `g ${jump}`,
      icon: <Icon size={15} />,
      run: () => void navigate({ to }),
    };
  });
  const others: Choice[] = [
    { id: 'connect', label: t('accounts.connect'), icon: <Plug size={15} />, run: () => void navigate({ to: '/connect' }) },
    { id: 'keys', label: t('keys.title'), hint: '?', icon: <CircleHelp size={15} />, run: () => openOverlay('keys') },
  ];
  const saved = views.map(({ id, name, query }): Choice => {
    const run = () => void navigate({ to: '/orders', search: { ...parseSearch(query), view: id } });
    return { id: `view ${id}`, label: name, icon: <Bookmark size={15} />, run };
  });
  const search: Choice[] = wanted
    ? [{ id: 'find', label: t('palette.find', { text: wanted }), icon: <PackageSearch size={15} />, run: () => void find() }]
    : [];

  const matching = (choices: Choice[]) => choices.filter((choice) => choice.label.toLowerCase().includes(wanted.toLowerCase()));
  const groups = [
    { name: t('palette.onSelection', { count: targets.length }), choices: targets.length > 0 ? matching(actions) : [] },
    { name: t('palette.go'), choices: matching([...places, ...others]) },
    { name: t('views.title'), choices: matching(saved) },
    { name: t('nav.orders'), choices: search },
  ].filter((group) => group.choices.length > 0);

  return (
    <Dialog title={t('palette.title')} bare onClose={onClose}>
      <Command label={t('palette.title')} loop shouldFilter={false}>
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
        <Command.List className="p-2">
          {groups.map((group) => (
            <Command.Group key={group.name} heading={<span className="block px-2 pt-2 pb-1 text-2xs text-faint">{group.name}</span>}>
              {group.choices.map((choice) => (
                <Command.Item
                  key={choice.id}
                  value={choice.id}
                  onSelect={() => {
                    onClose();
                    choice.run();
                  }}
                  className="flex min-h-9 cursor-default items-center gap-2.5 rounded-lg px-2 data-[selected=true]:bg-sunken"
                >
                  <span className="text-faint">{choice.icon}</span>
                  <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                  {choice.hint && <Kbd>{choice.hint}</Kbd>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

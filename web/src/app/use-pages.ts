import { useSession } from '../features/accounts/session.ts';
import { type DeskPage, pages } from './pages.ts';

/** The pages that this person may open; the desk refuses the others anyhow. */
export function usePages(): readonly DeskPage[] {
  const { permissions } = useSession();
  return pages.filter(({ may }) => may === undefined || permissions.includes(may));
}

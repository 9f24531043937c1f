import { useSession } from '../accounts/session.ts';
import { actionList } from './action-list.ts';

/** What this person may do with orders. */
export function useActionList(): typeof actionList {
  const { permissions } = useSession();
  return actionList.filter(({ may }) => permissions.includes(may));
}

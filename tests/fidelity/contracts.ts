import type { Contract } from './contract.ts';
import { modelsFolder, officialContract } from './official-models.ts';
import { ownContract } from './own-contract.ts';

/** What the simulator's answers are held against: our own shapes always, Amazon's models wherever their folder is given. */
export const contracts: Contract[] = [ownContract, ...(modelsFolder ? [officialContract(modelsFolder)] : [])];

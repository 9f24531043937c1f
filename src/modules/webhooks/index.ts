export { addWebhook, changeWebhook, removeWebhook, rotateSecret, sendAgain, sendTest } from './change-webhooks.ts';
export { pokeWebhooks } from './poke-webhooks.ts';
export { runWebhooks } from './run-webhooks.ts';

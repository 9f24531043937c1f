export { addView, changeView, removeView } from './store.ts';

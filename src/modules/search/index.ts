export { addView, changeView, removeView, type ViewInput } from './store.ts';

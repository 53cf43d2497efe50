import { render } from 'solid-js/web';
import { begin } from './house.ts';
import { Kiosk } from './kiosk.tsx';
import { listenForKeys } from './keys.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/seats.css';
import './styles/sell.css';
import './styles/tender.css';
import './styles/programme.css';
import './styles/night.css';

const app = document.getElementById('app');
if (!app) throw new Error('index.html has no #app');
listenForKeys();
await begin();
render(() => <Kiosk />, app);

import { render } from 'solid-js/web';

const Kiosk = () => <h1>Full House</h1>;

const app = document.getElementById('app');
if (!app) throw new Error('index.html has no #app');
render(() => <Kiosk />, app);

import { activity } from './activity.ts';
import { afterSale } from './after-sale.ts';
import { bell } from './bell.ts';
import { designer } from './designer.ts';
import { differences } from './differences.ts';
import { door } from './door.ts';
import { doorList } from './door-list.ts';
import { figures } from './figures.ts';
import { health } from './health.ts';
import { input } from './input.ts';
import { kiosk } from './kiosk.ts';
import { kiosks } from './kiosks.ts';
import { lapses } from './lapses.ts';
import { mail } from './mail.ts';
import { mailNews } from './mail-news.ts';
import { mailProblems } from './mail-problems.ts';
import { night } from './night.ts';
import { notices } from './notices.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { plan } from './plan.ts';
import { printing } from './printing.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { programme } from './programme.ts';
import { refusals } from './refusals.ts';
import { roles } from './roles.ts';
import { sale } from './sale.ts';
import { replayScript, script } from './script.ts';
import { seats } from './seats.ts';
import { creating, selling } from './selling.ts';
import { staff } from './staff.ts';
import { stories } from './stories.ts';
import { tender } from './tender.ts';
import { tickets } from './tickets.ts';
import { till } from './till.ts';
import { updates } from './updates.ts';
import { viewers } from './viewers.ts';
import { why } from './why.ts';

export const en = {
  activity,
  afterSale,
  bell,
  creating,
  designer,
  differences,
  door,
  doorList,
  figures,
  health,
  input,
  kiosk,
  kiosks,
  lapses,
  mail,
  mailNews,
  mailProblems,
  night,
  notices,
  orders,
  pages,
  people,
  plan,
  printing,
  privacy,
  problems,
  programme,
  refusals,
  replayScript,
  roles,
  sale,
  script,
  seats,
  selling,
  staff,
  stories,
  tender,
  tickets,
  till,
  updates,
  viewers,
  why,
};

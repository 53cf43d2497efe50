/** The list at the door, on paper: by name for those who come, by seat for those who look whether one is free. */
import { byName, type DoorList, type DoorTicket } from '../../theatre/contract/door-list.ts';
import { nameWords } from '../../theatre/contract/name-words.ts';
import type { Wording } from '../../theatre/contract/wording.ts';
import { documentHtml } from './document.ts';
import { html, type Html } from './html.ts';

/** `now` in epoch milliseconds: when it was made. */
export function doorListHtml(list: DoorList, wording: Wording, now: number): string {
  const { texts, formats } = wording;
  const words = texts.doorList;
  const { screening, asOf, tickets } = list;
  return documentHtml({
    title: `${words.title} · ${screening.title}`,
    wording,
    kind: 'door',
    styles: ['/assets/door-list.css'],
    body: html`<main class="door-list">
      <header>
        <h1>${words.title}</h1>
        <p><b>${screening.title}</b>, ${formats.evening(Date.parse(screening.startsAt))}, ${screening.house}</p>
        <p>
          ${words.summary(tickets.length, inside(tickets))}
          ${asOf === null ? words.made(formats.second(now)) : words.asOf(formats.second(asOf))}
        </p>
      </header>
      ${table(words.byName, byName(tickets, formats.locale), list, wording)}
      ${table(words.bySeat, tickets, list, wording)}
    </main>`,
  });
}

const inside = (tickets: readonly DoorTicket[]) => tickets.filter(({ admitted }) => admitted).length;

function table(caption: string, tickets: readonly DoorTicket[], { screening }: DoorList, wording: Wording): Html {
  const { texts, formats } = wording;
  const words = texts.doorList;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${[words.name, words.order, words.seat, words.place, words.type, words.payment, words.admitted].map(
          (name) => html`<th scope="col">${name}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${tickets.map(
        (ticket) =>
          html`<tr>
            <th scope="row">${nameWords(ticket.name, texts)}</th>
            <td>${ticket.order}</td>
            <td>${ticket.seatId}</td>
            <td>${words.placeOf(ticket.section, ticket.row, ticket.seat)}</td>
            <td>${words.types[ticket.ticketType]}</td>
            <td>${ticket.due > 0 ? words.due(formats.money(ticket.due, screening.currency)) : words.paid}</td>
            <td>${ticket.admitted ? `${formats.time(ticket.admitted.at)}, ${ticket.admitted.door}` : '☐'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

/** The confirmation of an order by e-mail. */
export const mail = {
  subject: (order: string, title: string, day: string) => `Your order ${order}: ${title}, ${day}`,
  hello: (name: string) => `Hello ${name},`,
  helloNobody: 'Hello,',
  thanks: 'Thank you for your order. Your seats are booked.',
  order: 'Order',
  seat: 'Seat',
  price: 'Price',
  seats: (count: number) => `${count} ${plural(count, { one: 'seat', other: 'seats' })}`,
  paid: (total: string) => `Paid: ${total}`,
  due: (total: string) => `To pay at the box office: ${total}`,
  dueWhat: (order: string) => `Give the reference ${order} there when you collect your tickets.`,
  collectBy: (when: string) => `Please collect and pay by ${when}. After that the seats go back on sale.`,
  paidWhat: 'Show the ticket at the door, on paper or on your phone.',
  attached: 'Your tickets are attached as a PDF.',
  attachedDue: 'Your tickets are attached as a PDF. They are good once the order is paid.',
  look: 'See your order',
  link: 'Whoever has this link can see the order. It shows at any time how the order stands.',
  footer:
    'You get this e-mail because this address was given with the order. It was sent by the box office’s computer.',
  filename: (order: string) => `Tickets ${order}.pdf`,
};

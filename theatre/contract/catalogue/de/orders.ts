import type { orders as english } from '../en/orders.ts';
import type { Like } from '../like.ts';

export const orders: Like<typeof english> = {
  status: {
    held: 'Bei der Abholung an der Kasse zu bezahlen. Nennen Sie dort diese Nummer.',
    paid: 'Bezahlt. Zeigen Sie am Einlass diese Nummer.',
    ticketed: 'Bezahlt, die Karten sind ausgestellt. Zeigen Sie am Einlass für jeden Platz eine.',
    collected: 'Bezahlt, die Karten sind abgeholt.',
    refunded: 'Erstattet. Diese Bestellung hat keine Plätze mehr.',
    lapsed: 'Nicht rechtzeitig abgeholt. Die Plätze sind wieder im Verkauf.',
  },
  exchanged: 'Plätze wurden umgetauscht: Karten von vorher gelten nicht mehr. Neue finden Sie hier.',
  collectBy: (when: string) =>
    `Bitte holen und zahlen Sie Ihre Karten bis ${when}. Danach gehen die Plätze wieder in den Verkauf.`,
};

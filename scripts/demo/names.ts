const first =
  'Ada Amara Anneke Benedikt Camille Chidi Daniela Edith Elif Emeka Farah Frieda Giulia Hamish Hana Ines Jonas Kateryna Leila Lucía Magnus Mairead Marek Nadia Noor Oluwaseun Oscar Petra Priya Rafael Rosa Samir Siobhán Sofia Tomás Ursula Wanjiru Yusuf Zofia Zoltán';
const last =
  'Abara Almeida Andersson Bakker Baumann Byrne Castellanos Chaudhry Connolly Dubois Eze Fernández Fischer García Haddad Horváth Iwu Jansen Kaya Kowalska Kuznets Lindqvist Marchetti McAllister Moreau Mwangi Nagy Novák O’Sullivan Okafor Petrov Popescu Rahman Rossi Schneider Silva Thorne Vargas Wright Yilmaz';

/** A name and an address that somebody could have. Nobody has it: example.org is kept free for this. */
export function someone(random: () => number): { name: string; email: string } {
  const name = `${pick(first, random)} ${pick(last, random)}`;
  const local = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replace(' ', '.');
  return { name, email: `${local}@example.org` };
}

function pick(words: string, random: () => number): string {
  const all = words.split(' ');
  return all[Math.floor(random() * all.length)] ?? '';
}

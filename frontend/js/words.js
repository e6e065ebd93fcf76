/* Everything the scripts say. Bokmål stands here; a page in another language lays its own over it with <script
   type="application/json" id="ord">{"offline": "…"}</script>. Named places: {n}, {time}, {text}. */
const bokmaal = {
  offline: "Uten nett. Meldingen sendes når du får dekning.",
  waiting_one: "1 melding venter på nett.",
  waiting_many: "{n} meldinger venter på nett.",
  login_one: "1 melding er ikke sendt.",
  login_many: "{n} meldinger er ikke sendt.",
  login: "Logg inn for å sende",
  refused_one: "1 melding må rettes før den kan sendes.",
  refused_many: "{n} meldinger må rettes før de kan sendes.",
  others_one: "1 melding på telefonen er skrevet av en annen. Den sendes når hun eller han logger inn.",
  others_many: "{n} meldinger på telefonen er skrevet av andre. De sendes når de som skrev dem, logger inn.",
  sent_one: "1 melding er sendt.",
  sent_many: "{n} meldinger er sendt.",
  send_offline: "Lagre og send når jeg får nett",
  sending: "Sender …",
  draft: "Dette er utkastet ditt fra {time}.",
  draft_clear: "Begynn på nytt",
  errors: "Feil: Se over meldingen",
  refused_unclear: "Meldingen ble ikke tatt imot. Se over den og send på nytt.",
  what_missing: "Skriv hva som skjedde",
  unit_missing: "Velg hvor det skjedde",
  when_unread: "Skriv tidspunktet slik: 20.9.2026 kl. 14:30",
  when_future: "Tidspunktet er fram i tid. Når skjedde det?",
  hint_number: "«{text}» ser ut som et fødselsnummer. Ta det bort hvis du kan.",
  hint_phone: "«{text}» ser ut som et telefonnummer. Ta det bort hvis du kan.",
  hint_mail: "«{text}» ser ut som en e-postadresse. Ta den bort hvis du kan.",
  hint_born: "«{text}» ser ut som en fødselsdato. Ta den bort hvis du kan.",
  hint_name: "«{text}» ser ut som et navn. Skriv heller bare hvem det gjelder, for eksempel «bruker».",
  saved_title: "Takk. Meldingen er lagret på telefonen",
  saved_lead: "Den sendes av seg selv når du får nett. Du trenger ikke gjøre noe mer.",
  saved_login: "Du må logge inn før den kan sendes.",
  saved_receipt: "Kvittering",
  saved_status: "Status",
  saved_waiting: "Venter på nett",
  saved_needs_login: "Venter på at du logger inn",
  saved_answer: "Svar",
  saved_answer_when: "Innen 7 dager etter at den er sendt",
  mine: "Mine meldinger",
  another: "Meld en til",
  state_waiting: "Venter på nett",
  state_refused: "Må rettes",
  state_unreadable: "Kan ikke leses på denne telefonen",
  receipt: "Kvittering {text}",
  try_now: "Send nå",
  edit: "Rett meldingen",
  delete: "Slett",
  leave_one: "Du har 1 melding som ikke er sendt.",
  leave_many: "Du har {n} meldinger som ikke er sendt.",
  leave_draft: "Du har et utkast som ikke er sendt.",
  leave_offline: "Du er uten nett og kan ikke logge ut nå.",
  leave_delete: "Slett og logg ut",
  leave_write: "Skriv ferdig",
  cancel: "Avbryt",
  copy_title: "Prosedyrer på telefonen",
  copy_when: "Hentet {time}.",
  copy_search: "Søk i prosedyrene på telefonen",
  copy_version: "{number} · versjon {version} · gjelder fra {date}",
  copy_picture: "[Bilde: {text}]",
};

let spoken = null;

export function say(name, places = {}) {
  if (!spoken) {
    const own = document.getElementById("ord");
    spoken = own ? { ...bokmaal, ...JSON.parse(own.textContent) } : bokmaal;
  }
  return spoken[name].replace(/\{(\w+)\}/g, (whole, place) => places[place] ?? whole);
}

/** «1 melding …» or «3 meldinger …». */
export const count = (name, n) => say(`${name}_${n === 1 ? "one" : "many"}`, { n });

/** Another title, another time, no more sales, no evening at all. */
import { createSignal, type Component } from 'solid-js';
import type { ScreeningDetails } from '../../../theatre/contract/ipc-programme.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { texts } from '../texts.ts';
import { localInput } from '../week-model.ts';
import { Field } from './field.tsx';
import { ScreeningDialog } from './screening-dialog.tsx';

export interface ScreeningQuestion {
  readonly screening: ScreeningDetails;
  readonly onClose: (done: boolean) => void;
}

export const aboutWords = ({ title, startsAt, house }: ScreeningDetails): string =>
  `${title}, ${formats().evening(Date.parse(startsAt))}, ${house}`;

export const TitleDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme;
  const [title, setTitle] = createSignal(props.screening.title);
  const [tried, setTried] = createSignal(false);
  const fault = () => (title().trim() === '' ? words().faults.title : undefined);
  return (
    <ScreeningDialog
      heading={words().title.heading}
      about={aboutWords(props.screening)}
      does={words().title.does}
      confirm={words().title.confirm}
      check={() => {
        setTried(true);
        return fault() === undefined ? undefined : 'title';
      }}
      run={() => fullHouse.amendScreening({ screeningId: props.screening.id, title: title().trim() })}
      onClose={props.onClose}
    >
      <Field
        label={words().fields.title}
        name="title"
        most={120}
        value={title()}
        fault={tried() ? fault() : undefined}
        onInput={setTitle}
      />
    </ScreeningDialog>
  );
};

export const MoveDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme;
  const [start, setStart] = createSignal(localInput(Date.parse(props.screening.startsAt)));
  const [tried, setTried] = createSignal(false);
  const at = () => new Date(start()).getTime();
  const fault = () => {
    if (Number.isNaN(at())) return words().faults.startsAt;
    return at() === Date.parse(props.screening.startsAt) ? words().faults.same : undefined;
  };
  return (
    <ScreeningDialog
      heading={words().move.heading}
      about={aboutWords(props.screening)}
      does={words().move.does(props.screening.orders)}
      confirm={words().move.confirm}
      check={() => {
        setTried(true);
        return fault() === undefined ? undefined : 'start';
      }}
      run={() => fullHouse.amendScreening({ screeningId: props.screening.id, startsAt: new Date(at()).toISOString() })}
      onClose={props.onClose}
    >
      <Field
        label={words().fields.startsAt}
        name="start"
        kind="moment"
        value={start()}
        fault={tried() ? fault() : undefined}
        hint={at() < Date.now() ? words().faults.past : undefined}
        onInput={setStart}
      />
    </ScreeningDialog>
  );
};

export const CloseDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme.close;
  return (
    <ScreeningDialog
      heading={words().heading}
      about={aboutWords(props.screening)}
      does={words().does}
      confirm={words().confirm}
      grave
      run={() => fullHouse.closeScreening({ screeningId: props.screening.id })}
      onClose={props.onClose}
    />
  );
};

export const CancelDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme;
  const [reason, setReason] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const fault = () => (reason().trim() === '' ? words().faults.reason : undefined);
  return (
    <ScreeningDialog
      heading={words().cancel.heading}
      about={aboutWords(props.screening)}
      does={words().cancel.does(props.screening.orders, props.screening.counts.held)}
      confirm={words().cancel.confirm}
      grave
      check={() => {
        setTried(true);
        return fault() === undefined ? undefined : 'reason';
      }}
      run={() => fullHouse.cancelScreening({ screeningId: props.screening.id, reason: reason().trim() })}
      onClose={props.onClose}
    >
      <Field
        label={words().fields.reason}
        name="reason"
        most={200}
        value={reason()}
        fault={tried() ? fault() : undefined}
        onInput={setReason}
      />
    </ScreeningDialog>
  );
};

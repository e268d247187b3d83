/** The clinic of the examples (`examples/workflows/clinic.json`), with the names of its steps in Chinese. */
import { readFileSync } from 'node:fs';
import type { WorkflowDocument } from '../../types/workflow.ts';
import { EXAMPLES } from '../demo/seed.ts';
import { readDocument } from '../documents.ts';
import { step, type FlowTemplate } from './template.ts';

const stepNames: Readonly<Record<string, string>> = {
  start: '問候',
  language: '英語或廣東話',
  menu: '想做甚麼？',
  book: '預約資料',
  checkBooking: '覆述預約',
  bookingRight: '正確嗎？',
  booked: '已預約',
  bookAgain: '重新預約',
  change: '改期資料',
  changed: '已改期',
  hours: '應診時間及其他',
  more: '還有其他嗎？',
  wantsMore: '還有？',
  connect: '這裏幫不上忙',
  person: '接待處',
  nobody: '沒有職員有空',
  goodbye: '道別',
  silent: '沒有人說話',
  anyPerson: '隨時找職員',
  anyRepeat: '再說一次',
  anyBye: '隨時道別',
};

const outcomeNames: Readonly<Record<string, string>> = {
  Book: '預約',
  Change: '改期',
  'Opening hours': '應診時間',
  'A person': '職員',
  Right: '正確',
  'Wants to book': '想預約',
  'That was all': '沒有其他',
  Yes: '是',
};

const variableNames: Readonly<Record<string, string>> = {
  patientName: '來電者姓名',
  day: '預約日期',
  time: '預約時間',
  bookingRight: '來電者是否同意',
  phone: '預約時留下的電話',
  newDay: '新日期',
  wantsMore: '是否還有其他事情',
};

/** Null where the examples are not installed. */
export function clinic(): FlowTemplate | null {
  const document = example('clinic');
  if (!document) return null;
  const { config, flow } = document;
  return {
    id: 'clinic',
    title: { en: 'Clinic booking', 'zh-HK': '診所預約', 'zh-CN': '诊所预约' },
    description: {
      en: 'A clinic’s reception in English and Cantonese: book an appointment, change one, ask about hours and fees, or reach a person.',
      'zh-HK': '以英語和廣東話接聽的診所接待處：預約、改期、查詢應診時間和收費，或轉接職員。',
      'zh-CN': '以英语和粤语接听的诊所接待处：预约、改期、查询应诊时间和收费，或转接工作人员。',
    },
    business: [config.name, '海港家庭診所'],
    fallbackTransferTo: config.telephone.fallbackTransferTo ?? '',
    persona: config.model.persona,
    variables: flow.variables.map(({ name, type, description, personal }) => ({
      name,
      type: type === 'boolean' || type === 'number' ? type : 'string',
      about: [description, variableNames[name] ?? description],
      personal,
    })),
    steps: flow.nodes.map(({ id, type, label = id, data }) =>
      step(id, type, [label, stepNames[id] ?? label], named(data), waysFrom(document, id)),
    ),
  };
}

/** The labels of a step's outcomes, with their Chinese. */
function named(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((entry: unknown) => withName(entry)) : value,
    ]),
  );
}

function withName(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('label' in entry)) return entry;
  const { label } = entry;
  const chinese = typeof label === 'string' ? outcomeNames[label] : undefined;
  return chinese === undefined ? entry : { ...entry, label: [label, chinese] };
}

function example(name: string): WorkflowDocument | null {
  try {
    return readDocument(readFileSync(`${EXAMPLES}/${name}.json`, 'utf8'));
  } catch {
    return null;
  }
}

const waysFrom = ({ flow }: WorkflowDocument, id: string) =>
  Object.fromEntries(
    flow.edges.filter(({ source }) => source === id).map(({ outcome, target }) => [outcome, target]),
  );

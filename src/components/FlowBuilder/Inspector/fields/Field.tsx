/** One setting, with the control that its schema asks for. */
import { useTranslation } from '../../../lib/i18n.ts';
import { addressOf, useNodeForm } from '../context.ts';
import { fieldKind, resolved, type FieldSchema } from '../schema/kinds.ts';
import type { Path } from '../schema/paths.ts';
import type { FieldProps } from './fieldProps.ts';
import { GroupField, VariantsField } from './GroupFields.tsx';
import { languageName } from '../../../lib/format.ts';
import { ListField } from './ListField.tsx';
import { LocalisedField, PhrasesField } from './LocalisedFields.tsx';
import { BooleanField, JsonField, MapField, ScalarsField } from './OtherFields.tsx';
import { NodeField, WorkflowField } from './PickFields.tsx';
import {
  ChoiceField,
  ExpressionField,
  IdField,
  NumberField,
  TextField,
  VariableField,
} from './TextFields.tsx';

interface FieldOf {
  readonly path: Path;
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly required: boolean;
}

const KEYS = [...'1234567890*#'];

export function Field({ path, name, schema: given, value: written, required }: FieldOf) {
  const { t } = useTranslation('inspector');
  const { root, type, texts, languages } = useNodeForm();
  const schema = resolved(given, root);
  const address = addressOf(type, path);
  const field: FieldProps = {
    path,
    name,
    schema,
    title: texts.fieldTitle(address, schema),
    hint: texts.fieldHint(address, schema),
    value: written ?? schema.default,
    optional: !required && schema.default === undefined,
  };
  const kind = fieldKind(schema, name, root);
  switch (kind.kind) {
    case 'localised':
      return <LocalisedField {...field} />;
    case 'phrases':
      return <PhrasesField {...field} />;
    case 'text':
      return <TextField {...field} multiline={kind.multiline} template={kind.template} />;
    case 'expression':
      return <ExpressionField {...field} />;
    case 'variable':
      return <VariableField {...field} />;
    case 'id':
      return <IdField {...field} />;
    case 'node':
      return <NodeField {...field} />;
    case 'workflow':
      return <WorkflowField {...field} />;
    case 'key':
      return <ChoiceField {...field} values={KEYS.map((key) => ({ value: key, label: key }))} />;
    case 'language':
      return (
        <ChoiceField
          {...field}
          values={languages.map((tag) => ({ value: tag, label: `${tag} – ${languageName(tag)}` }))}
        />
      );
    case 'number':
      return <NumberField {...field} integer={kind.integer} />;
    case 'choice':
      return (
        <ChoiceField
          {...field}
          values={kind.values.map((value) => ({
            value,
            label: value === null ? t('none') : texts.value(address, value),
          }))}
        />
      );
    case 'boolean':
      return <BooleanField {...field} />;
    case 'scalars':
      return <ScalarsField {...field} items={kind.items} />;
    case 'list':
      return <ListField {...field} items={kind.items} />;
    case 'map':
      return <MapField {...field} values={kind.values} />;
    case 'group':
      return <GroupField {...field} />;
    case 'variants':
      return <VariantsField {...field} variants={kind.variants} />;
    case 'json':
      return <JsonField {...field} />;
  }
}

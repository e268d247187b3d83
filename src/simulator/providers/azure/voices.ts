/** Some of the service's voices, as its list has them. */
export interface ListedVoice {
  readonly Name: string;
  readonly DisplayName: string;
  readonly LocalName: string;
  readonly ShortName: string;
  readonly Gender: 'Female' | 'Male';
  readonly Locale: string;
  readonly SecondaryLocaleList?: readonly string[];
  readonly VoiceType: 'Neural';
  readonly Status: 'GA';
}

function voice(Locale: string, name: string, Gender: ListedVoice['Gender'], LocalName = name): ListedVoice {
  const ShortName = `${Locale}-${name}Neural`;
  const Name = `Microsoft Server Speech Text to Speech Voice (${Locale}, ${name}Neural)`;
  return { Name, DisplayName: name, LocalName, ShortName, Gender, Locale, VoiceType: 'Neural', Status: 'GA' };
}

export const listedVoices: readonly ListedVoice[] = [
  voice('zh-HK', 'HiuMaan', 'Female', '曉曼'),
  voice('zh-HK', 'WanLung', 'Male', '雲龍'),
  voice('en-US', 'Jenny', 'Female'),
  voice('en-US', 'Guy', 'Male'),
  { ...voice('en-US', 'AvaMultilingual', 'Female'), SecondaryLocaleList: ['zh-HK', 'fr-FR'] },
];

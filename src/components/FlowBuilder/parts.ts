/** Parts of the builder that are loaded when they are opened. */
import { part } from './part.tsx';

export const CanvasView = part(async () => (await import('./canvas/CanvasView.tsx')).CanvasView);
export const Outline = part(async () => (await import('./Outline/Outline.tsx')).Outline);
export const Inspector = part(async () => (await import('./Inspector/Inspector.tsx')).Inspector, 'inspector');
export const InspectorSheet = part(async () => (await import('./InspectorSheet.tsx')).InspectorSheet);
export const Palette = part(async () => (await import('./Palette.tsx')).Palette);
export const HelpSheet = part(async () => (await import('./HelpSheet.tsx')).HelpSheet);
export const ConflictDialog = part(async () => (await import('./ConflictDialog.tsx')).ConflictDialog);
export const PublishDialog = part(async () => (await import('./PublishDialog.tsx')).PublishDialog);
export const SetupModal = part(
  async () => (await import('./components/WorkflowSetupModal.tsx')).WorkflowSetupModal,
  'setup',
);
export const VersionsSheet = part(
  async () => (await import('./Versions/VersionsSheet.tsx')).VersionsSheet,
  'inspector',
);
export const TestCallPanel = part(
  async () => (await import('../TestCall/TestCallPanel.tsx')).TestCallPanel,
  'testCall',
);

/** What editing needs, so that a server that goes away in the middle of it takes nothing with it. */
export function preloadEditing(): void {
  for (const { preload } of [Inspector, InspectorSheet, Outline, Palette, HelpSheet, ConflictDialog])
    preload();
}

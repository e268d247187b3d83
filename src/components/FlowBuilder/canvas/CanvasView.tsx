import { ReactFlowProvider } from '@xyflow/react';
import { Canvas } from './Canvas.tsx';

export function CanvasView() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

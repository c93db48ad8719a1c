import { type GraphBuilder, type NodeOf, type Operation, staticShape, type Value } from '@cleargrain/core';
import { padGradient } from './pad-gradient.js';
import { sumToShape } from './sum-to-shape.js';
import { upsampleGradient } from './upsample-gradient.js';

/** What a rule works with. */
export interface GradientScope<O extends Operation> {
  readonly graph: GraphBuilder;
  readonly node: NodeOf<O>;
  /** The gradient of the loss with respect to the node's output. */
  readonly gradient: Value;
}

/** From the gradient of an operation's output to that of its input number `input`; called only where that is wanted. */
type GradientRule<O extends Operation> = (scope: GradientScope<O>, input: number) => Value;

/** What the helpers need of a scope, whatever its operation. */
interface AnyScope {
  readonly graph: GraphBuilder;
  readonly node: { readonly inputs: readonly Value[] };
}

const inputOf = ({ node }: Pick<AnyScope, 'node'>, index: number): Value => node.inputs[index]!;

/** −1, 0 or 1: the sign of each element. */
const sign = (graph: GraphBuilder, a: Value): Value => graph.sub(graph.greater(a, graph.scalar(0)), graph.greater(graph.scalar(0), a));

const fit = (scope: AnyScope, value: Value, input: number): Value => sumToShape(scope.graph, value, inputOf(scope, input).shape);

const shapeOf = (value: Value): readonly number[] => staticShape(value.shape);

/** The gradient of every operation. A new operation without a rule does not compile. */
export const gradientRules: { readonly [O in Operation]: GradientRule<O> } = {
  // d(a + b) = da + db
  add: (scope, input) => fit(scope, scope.gradient, input),

  // d(a − b) = da − db
  sub: (scope, input) => fit(scope, input === 0 ? scope.gradient : scope.graph.sub(scope.graph.scalar(0), scope.gradient), input),

  // d(ab) = b da + a db
  mul: (scope, input) => fit(scope, scope.graph.mul(scope.gradient, inputOf(scope, 1 - input)), input),

  // d(a/b) = da/b − (a/b) db/b
  div(scope, input) {
    const { graph, gradient, node } = scope;
    const share = graph.div(gradient, inputOf(scope, 1));
    return fit(scope, input === 0 ? share : graph.sub(graph.scalar(0), graph.mul(share, node.output)), input);
  },

  // d max(a, b) = da where a > b, db elsewhere
  max(scope, input) {
    const { graph, gradient } = scope;
    const first = graph.greater(inputOf(scope, 0), inputOf(scope, 1));
    return fit(scope, graph.mul(gradient, input === 0 ? first : graph.sub(graph.scalar(1), first)), input);
  },

  // A step: flat wherever it has a slope.
  greater: (scope, input) => scope.graph.mul(inputOf(scope, input), scope.graph.scalar(0)),

  // d relu(a) = da where relu(a) > 0
  relu: ({ graph, gradient, node }) => graph.mul(gradient, graph.greater(node.output, graph.scalar(0))),

  // d|a| = sign(a) da
  abs: (scope) => scope.graph.mul(scope.gradient, sign(scope.graph, inputOf(scope, 0))),

  // d√a = da / 2√a
  sqrt: ({ graph, gradient, node }) => graph.div(gradient, graph.mul(graph.scalar(2), node.output)),

  // d(AB) = dA B + A dB, so the gradients are G Bᵀ and Aᵀ G
  matMul(scope, input) {
    const { graph, gradient } = scope;
    const transposed = (value: Value) => {
      const rank = value.shape.length;
      return graph.transpose(value, [...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1, rank - 2]);
    };
    const product =
      input === 0 ? graph.matMul(gradient, transposed(inputOf(scope, 1))) : graph.matMul(transposed(inputOf(scope, 0)), gradient);
    return fit(scope, product, input);
  },

  conv({ graph, node, gradient }, input) {
    if (input === 0) return graph.convInputGradient(gradient, inputOf({ node }, 1), node.attributes);
    if (input === 1) return graph.convWeightGradient(inputOf({ node }, 0), gradient, node.attributes);
    return graph.reshape(graph.reduceSum(gradient, [0, 2, 3]), shapeOf(inputOf({ node }, 2)));
  },

  // Linear in both: with ⟨X ∗ W, G⟩ = ⟨X, W ⋆ G⟩ = ⟨W, X ⋆ G⟩ each is the gradient of another.
  convInputGradient({ graph, node, gradient }, input) {
    const [output, weight] = [inputOf({ node }, 0), inputOf({ node }, 1)];
    return input === 0 ? graph.conv(gradient, weight, node.attributes) : graph.convWeightGradient(gradient, output, node.attributes);
  },
  convWeightGradient({ graph, node, gradient }, input) {
    const [image, output] = [inputOf({ node }, 0), inputOf({ node }, 1)];
    return input === 0 ? graph.convInputGradient(output, gradient, node.attributes) : graph.conv(image, gradient, node.attributes);
  },

  depthToSpace: ({ graph, gradient, node }) => graph.spaceToDepth(gradient, node.attributes.block),

  spaceToDepth: ({ graph, gradient, node }) => graph.depthToSpace(gradient, node.attributes.block),

  upsample: ({ graph, node, gradient }) => upsampleGradient(graph, node, gradient),

  reshape: (scope) => scope.graph.reshape(scope.gradient, shapeOf(inputOf(scope, 0))),

  expand: (scope, input) => fit(scope, scope.gradient, input),

  transpose({ graph, gradient, node }) {
    const { permutation } = node.attributes;
    return graph.transpose(
      gradient,
      permutation.map((_, axis) => permutation.indexOf(axis)),
    );
  },

  slice(scope) {
    const { axis, start, end } = scope.node.attributes;
    const sizes = shapeOf(inputOf(scope, 0));
    const at = (count: number) => sizes.map((_, i) => (i === axis ? count : 0));
    return scope.graph.pad(scope.gradient, at(start), at(sizes[axis]! - end));
  },

  reverse: ({ graph, gradient, node }) => graph.reverse(gradient, node.attributes.axis),

  concat(scope, input) {
    const { axis } = scope.node.attributes;
    const sizes = scope.node.inputs.map((value) => shapeOf(value)[axis]!);
    const start = sizes.slice(0, input).reduce((sum, size) => sum + size, 0);
    return scope.graph.slice(scope.gradient, axis, start, start + sizes[input]!);
  },

  pad: ({ graph, node, gradient }) => padGradient(graph, node, gradient),

  reduceSum: (scope) => scope.graph.expand(scope.gradient, shapeOf(inputOf(scope, 0))),

  reduceMean(scope) {
    const sizes = shapeOf(inputOf(scope, 0));
    const count = scope.node.attributes.axes.reduce((product, axis) => product * sizes[axis]!, 1);
    return scope.graph.expand(scope.graph.mul(scope.gradient, scope.graph.scalar(1 / count)), sizes);
  },
};

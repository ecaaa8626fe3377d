namespace Rimuru.Core.Sandbox.Wire;

/// <summary>What the other end said does not follow the protocol.</summary>
internal sealed class FrameException(string message) : Exception(message);

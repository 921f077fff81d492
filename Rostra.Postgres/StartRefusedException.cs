namespace Rostra;

/// <summary>A reason not to start that the person at the terminal can do something about: shown as one line, without a stack.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);

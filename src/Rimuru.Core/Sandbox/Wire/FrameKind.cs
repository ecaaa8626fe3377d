namespace Rimuru.Core.Sandbox.Wire;

/// <summary>
/// What a frame between Rimuru and the process of a plugin is. A frame is 4 bytes of length, low first, the kind, and the payload.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>To the host: one step of the start, as JSON.</summary>
    Control = 1,

    /// <summary>From the host: the step is done, as JSON.</summary>
    ControlReply = 2,

    /// <summary>To the host: a call; its channel, the length of the method's name (2 bytes), the name, and the arguments as JSON.</summary>
    Call = 3,

    /// <summary>From the host: the result of the call as JSON, behind its channel.</summary>
    Result = 4,

    /// <summary>From the host: the plugin threw; the text, behind its channel.</summary>
    Failure = 5,

    /// <summary>Bytes of a channel.</summary>
    Chunk = 6,

    /// <summary>The sender's bytes of a channel have ended.</summary>
    End = 7,

    /// <summary>How many bytes of a channel were consumed, so that as many can follow.</summary>
    Consumed = 8,

    /// <summary>From the host: a connection is wanted; its channel, the port (2 bytes), and the host's name.</summary>
    Open = 9,

    /// <summary>To the host: a connection is open, or why it is not; its channel, and the reason, which is empty for open.</summary>
    Opened = 10,

    /// <summary>From the host: a line for the log.</summary>
    Log = 11,

    /// <summary>From the host: the system denied something; the kind of violation (1 byte), and the text.</summary>
    Denied = 12,
}

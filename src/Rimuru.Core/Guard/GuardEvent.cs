namespace Rimuru.Core.Guard;

/// <summary>What an agent is about to do when it calls.</summary>
internal enum GuardEvent
{
    /// <summary>Nothing that costs money.</summary>
    None,

    /// <summary>It sends a prompt to a model.</summary>
    Prompt,

    /// <summary>It runs a tool, and sends the result to a model after that.</summary>
    Tool,

    /// <summary>It sends one of the requests of a prompt.</summary>
    Request,
}

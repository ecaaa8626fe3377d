namespace Rimuru.Core.Metrics;

/// <summary>What a system shows at one moment. Processor time is in the system's own ticks.</summary>
/// <param name="Capacity">What all processors could have worked so far.</param>
/// <param name="Busy">What they have worked; null if the system does not tell.</param>
/// <param name="Memory">The bytes that are not available to programs; null if the system does not tell.</param>
/// <param name="MemoryTotal">The bytes of the machine; null if the system does not tell.</param>
/// <param name="Processes">The processes by their ids.</param>
internal sealed record SystemLook(
    long Capacity,
    long? Busy,
    long? Memory,
    long? MemoryTotal,
    IReadOnlyDictionary<int, SeenProcess> Processes
);

/// <summary>A process at one moment.</summary>
/// <param name="Parent">The process that started it; 0 if the system does not tell.</param>
/// <param name="Start">A number that another process with its id does not have.</param>
/// <param name="Cpu">The processor time of it and of its children that have ended; null if the system does not tell.</param>
/// <param name="Memory">Its resident bytes; null if the system does not tell.</param>
internal readonly record struct SeenProcess(int Parent, long Start, long? Cpu, long? Memory);

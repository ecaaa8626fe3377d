namespace Rimuru.Core.Config;

/// <summary>The folder layout of an operating system.</summary>
internal enum HostPlatform
{
    /// <summary>Linux and every other Unix: the XDG folders.</summary>
    Linux,

    MacOS,

    Windows,
}

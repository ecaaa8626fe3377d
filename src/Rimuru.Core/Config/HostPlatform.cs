namespace Rimuru.Core.Config;

/// <summary>The layout of folders that an operating system prescribes.</summary>
internal enum HostPlatform
{
    /// <summary>Linux and every other Unix: the XDG folders.</summary>
    Linux,

    MacOS,

    Windows,
}

namespace Rimuru;

/// <summary>What a plugin is written in.</summary>
public enum PluginLanguage
{
    /// <summary>A PowerShell script with functions of fixed names.</summary>
    PowerShell,

    /// <summary>A .NET assembly with a class that implements the interfaces of its kinds.</summary>
    CSharp,
}

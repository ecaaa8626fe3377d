using System.Collections;
using System.Management.Automation;
using Rimuru.Core.Errors;

namespace Rimuru.Hosting;

/// <summary>Refuses arguments that hold nothing: a variable that is not set must not widen a command to everything.</summary>
internal static class EmptyArguments
{
    /// <summary>Throws E9001 for a parameter of the command line whose value, or a part of it, is empty.</summary>
    public static void Refuse(InvocationInfo call)
    {
        foreach ((string name, object? value) in call.BoundParameters)
        {
            if (IsEmpty(value) && !MayBeEmpty(call.MyCommand, name))
                throw new RimuruException(ErrorCodes.InvalidArgument, $"-{name} is empty. Give it a value, or leave it out.", $"-{name}");
        }
    }

    private static bool IsEmpty(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => true,
            string text => string.IsNullOrWhiteSpace(text),
            IList { Count: 0 } => true,
            IList list => list.Cast<object?>().Any(IsEmpty),
            _ => false,
        };

    private static bool MayBeEmpty(CommandInfo command, string parameter) =>
        PSCmdlet.CommonParameters.Contains(parameter)
        || command.Parameters[parameter].Attributes.Any(attribute => attribute is AllowEmptyStringAttribute or AllowNullAttribute);
}

using System.Management.Automation;
using System.Management.Automation.Host;
using Rimuru.Core.Display;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Commands;

/// <summary>A cmdlet that asks before a change. The names in its questions are made safe for display.</summary>
public abstract class ConfirmingCmdlet : PSCmdlet
{
    private protected ConfirmingCmdlet() { }

    private protected new bool ShouldProcess(string target, string action) =>
        Asked($"{action}: {target}.", () => base.ShouldProcess(PlainText.Message(target), PlainText.Message(action)));

    private protected new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason)
    {
        ShouldProcessReason why = ShouldProcessReason.None;
        bool isAgreed = Asked(
            question,
            () => base.ShouldProcess(PlainText.Message(description), PlainText.Message(question), PlainText.Message(caption), out why)
        );
        reason = why;
        return isAgreed;
    }

    private protected new bool ShouldProcess(string description, string question, string caption) =>
        ShouldProcess(description, question, caption, out _);

    /// <summary>E9004: the host cannot ask. PowerShell's own message names neither the change nor what agrees to it.</summary>
    private static bool Asked(string question, Func<bool> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException)
        {
            throw new RimuruException(
                ErrorCodes.ConsentMissing,
                $"{question} There is no host to ask on: give {Terms.Consent} to agree.",
                inner: e
            );
        }
    }

    /// <summary>True if -WhatIf or its preference is set.</summary>
    private protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? typed)
            ? typed is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>
    /// True if the user is asked before a change, or shown what would happen: by default if <paramref name="isDue"/> is true, otherwise as
    /// -Confirm says, and always with -WhatIf.
    /// </summary>
    private protected bool NeedsConfirmation(bool isDue) =>
        IsWhatIf
        || (MyInvocation.BoundParameters.TryGetValue("Confirm", out object? typed) ? typed is SwitchParameter { IsPresent: true } : isDue);

    /// <summary>True if a change may be made: no confirmation is needed, or the user confirms.</summary>
    private protected bool MayProceed(string target, string action, bool isDue) =>
        !NeedsConfirmation(isDue) || ShouldProcess(target, action);
}

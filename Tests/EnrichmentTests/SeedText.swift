/// The project's first article (published 2021-08-13), as its plain text is stored: headline apart.
enum SeedText {
    static let headline = "US Secretary of State, Kazakh Counterpart Discuss Afghanistan"
    static let body = #"""
        US State Department says that the Secretary of State Antony Blinken and his Kazakh counterpart Mukhtar Tleuberdi discussed \#
        the situation in Afghanistan during a phone call.
        The US State Department said in a statement today, Friday, that “Secretary of State Blinken updated the Kazakh Foreign \#
        Minister on the US plans to reduce our civilian footprint in Kabul in light of the evolving security situation."
        The statement added that "we remain committed to maintaining a strong diplomatic and security relationship with the \#
        Government of Afghanistan."
        For his part, United Nations Secretary-General Antonio Guterres has called on the "Taliban" to immediately halt its offensive \#
        in Afghanistan, warning that the country “is spinning out of control”.
        “The message from the international community to those on the warpath must be clear: seizing power through military force is \#
        a losing proposition. That can only lead to prolonged civil war or to the complete isolation of Afghanistan,” Guterres told \#
        reporters on Friday.
        Guterres also called on all parties to put more effort towards protecting civilians, saying he was “deeply disturbed by early \#
        indications that the Taliban are imposing severe restrictions on human rights in the areas under their control, particularly \#
        targeting women and journalists."
        “It is particularly horrifying and heartbreaking to see reports of the hard-won rights of Afghan girls and women being ripped \#
        away from them,” he added.
        Pentagon Spokesperson John Kirby announced that "the first movement will consist of three infantry battalions that are \#
        currently in the Central Command area of responsibility. They will move to Hamid Karzai International Airport in Kabul within \#
        the next 24 to 48 hours. Two of those battalions are US Marines and one is a US Army battalion."
        The US called on its citizens to leave Afghanistan immediately on Thursday, and then announced its commitment to maintaining \#
        a strong diplomatic and security relationship with the Afghan government.
        Earlier, the Taliban launched an attack during which they took control of the centers of four new provinces in the west and \#
        south of the country, and now they control half of the 34 Afghan provinces and more than two-thirds of the country's area.
        Kirby added, "Those three infantry battalions will comprise approximately 3,000 personnel and they will be in addition to \#
        those troops that are already in Kabul as we conduct our drawdown. So we still have more than 650 troops in Kabul right now. \#
        These 3,000 will join them there."
        """#
}

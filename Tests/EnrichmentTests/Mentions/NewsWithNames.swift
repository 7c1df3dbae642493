/// Short news texts with marked names, written for copydesk: a floor under the quality of names. People, firms and most events are invented.
enum NewsWithNames {
    static let texts = [
        """
        {L LUSAKA} — {L Zambia}'s finance minister {P Mwila Chanda} said on Tuesday that the {O World Bank} had agreed to delay repayments until March.

        {P Chanda}, who took office in June, told reporters in {L Lusaka} that talks with {L China} and the {O African Development Bank} were going well. \
        "Nobody will be surprised," {P Chanda} said. The {O Zambia Chamber of Mines} welcomed the news.
        """,
        """
        Police in {L Leeds} arrested two men on Friday after a fire at the {L Albion Street} station. Detective Inspector {P Ruth Hargreaves} of \
        {O West Yorkshire Police} said the fire had been started on purpose. {P Hargreaves} asked witnesses to call.

        The {O Leeds City Council} closed the road. Councillor {P Amir Siddiqui} said buses from {L Bradford} would stop at {L Wellington Street}.
        """,
        """
        {O Norvik Energy}, the {L Oslo}-based oil company, will cut 400 jobs, chief executive {P Ingrid Solberg} said in a statement. The company, which \
        is listed in {L Norway} and {L London}, lost $30 million last year. Analysts at {O Danske Bank} had expected worse. Shares of {O Norvik Energy} \
        rose by two per cent. "{O Norvik} is healthy," {P Solberg} said.
        """,
        """
        {L SEOUL} — {P Park Min-seo} scored twice as {O Ulsan Hyundai} beat {O Jeonbuk Motors} 3-1 on Saturday. Coach {P Hong Sang-ho} praised the \
        striker. "{P Min-seo} works hard," {P Hong} said after the match at {L Munsu Stadium}. {O Ulsan} play in {L Daegu} next week.
        """,
        """
        The {O United Nations} said on Wednesday that thousands of people had fled {L Goma} after fighting between the army and the {O M23} group. \
        {P Amina Diallo}, a spokeswoman for the {O United Nations} refugee agency in {L Geneva}, said families were walking towards {L Rwanda}. \
        President {P Félix Tshisekedi} spoke by phone with {L France}'s President {P Emmanuel Macron}.
        """,
        """
        {L Washington} (AP) — The {O Senate} on Thursday confirmed Judge {P Laura Benitez} to the {O U.S. Court of Appeals}. Senator {P Tom Whitfield}, \
        a Democrat from {L Oregon}, called her record impressive. {P Whitfield} and {P Benitez} both studied at {O Yale University}. The vote was \
        52 to 46.
        """,
        """
        Novelist {P Nadia Rahman} has won this year's {L Dhaka} prize for her book about the {L Padma} river. {P Rahman}, 41, teaches at the \
        {O University of Dhaka}. She was born in {L Rajshahi} and lived in {L Toronto}, {L Canada}, for ten years, her publisher {O Banyan Books} said.
        """,
        """
        Heavy rain closed {L Nairobi}'s {L Jomo Kenyatta International Airport} for three hours on Sunday. {O Kenya Airways} cancelled 14 flights, \
        among them those to {L Mombasa} and {L Kisumu}. Transport minister {P Davis Otieno} promised an inquiry. {P Otieno} said the \
        {O Kenya Meteorological Department} had warned of storms.
        """,
        """
        {P Maria da Silva} and {P João Pereira} of {L Brazil} won the doubles in {L Melbourne}. They beat {P Elena Petrova} of {L Bulgaria} and \
        {P Anna Kowalska} of {L Poland} in three sets. {P Pereira} said his coach, {P Luiz Ramos}, had planned it all. {P da Silva} will go \
        home to {L São Paulo}.
        """,
        """
        {O Toyota} and {O Panasonic} will build a battery factory near {L Nagoya}, the companies said. {P Kenji Watanabe}, who heads the \
        project at {O Toyota}, expects 2,000 jobs. The government of {L Japan} pays a fifth. {O Nissan} and {O Honda} have similar plans in {L Tennessee} \
        and {L Ohio}.
        """,
    ]
}
